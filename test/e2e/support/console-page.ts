import { test as base, expect, type Locator, type Page } from '@playwright/test'
import type { History } from '#api/contract/history.ts'
import type { Impact } from '#api/contract/impact.ts'
import type { List } from '#api/contract/list.ts'
import type { Version } from '#api/contract/version.ts'
import { listenTo, type Noise } from './browser-errors.ts'
import { words, type Language } from './words.ts'

/** The console in one tab, as a marketer sees it: found by role and accessible name only. */
export class Console {
  readonly page: Page
  readonly language: Language

  constructor(page: Page, language: Language) {
    this.page = page
    this.language = language
  }

  get says() {
    return words[this.language]
  }

  /** Opens Home, with its rows. */
  async goHome(query = ''): Promise<void> {
    await this.page.goto(`/${query}`)
    await expect(this.table).toHaveAttribute('aria-busy', 'false')
  }

  /** Opens the page of a version. */
  async goTo(versionId: string): Promise<void> {
    await this.page.goto(`/journeys/${versionId}`)
    await expect(this.moreActions).toBeVisible()
  }

  get table(): Locator {
    return this.page.getByRole('table', { name: this.says.journeys, exact: true })
  }

  /** The rows of journeys, without the heading. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader') })
  }

  /** The row of the journey of that name. */
  row(name: string): Locator {
    return this.rows.filter({ has: this.page.getByRole('link', { name, exact: true }) })
  }

  /** Where the row of the journey of that name says its status. */
  statusOf(name: string): Locator {
    return this.row(name).getByRole('cell').nth(1)
  }

  /** A quick action; its name carries the journey: `Stop, Welcome series v. 2`. */
  quick(verb: string, title: string): Locator {
    return this.table.getByRole('button', { name: `${verb}, ${title}`, exact: true })
  }

  get searchField(): Locator {
    return this.page.getByRole('searchbox', { name: this.says.search, exact: true })
  }

  /** The button with the down arrow at the top right of a journey's page. */
  get moreActions(): Locator {
    return this.page.getByRole('button', { name: this.says.moreActions, exact: true })
  }

  /** An entry of the menu that is open. */
  item(verb: string): Locator {
    return this.page.getByRole('menu').getByRole('menuitem', { name: verb, exact: true })
  }

  /** The heading of a journey's page, with version and status. */
  get pageHeader(): Locator {
    return this.page.getByRole('article').locator('header')
  }

  get dialog(): Locator {
    return this.page.getByRole('alertdialog')
  }

  /** A button of the dialog. */
  button(name: string): Locator {
    return this.dialog.getByRole('button', { name, exact: true })
  }

  get notice(): Locator {
    return this.page.getByRole('region', { name: this.says.notices, exact: true })
  }

  /** Shows the history on a journey's page. */
  openHistory(): Promise<void> {
    return this.historyTab.click()
  }

  get historyTab(): Locator {
    return this.page.getByRole('tab', { name: this.says.history, exact: true })
  }

  /** The entries of the history on a journey's page, newest first, once it is open. */
  get entries(): Locator {
    return this.page.getByRole('region', { name: this.says.history, exact: true }).getByRole('listitem')
  }

  /** What a page of this tab can read from the backend. */
  private ask<Answer>(path: string): Promise<Answer> {
    return this.page.evaluate(async (address) => (await fetch(address)).json() as Promise<Answer>, path)
  }

  version = (id: string) => this.ask<Version>(`/api/versions/${id}`)
  impact = (id: string) => this.ask<Impact>(`/api/versions/${id}/impact`)
  history = async (id: string) => (await this.ask<History>(`/api/versions/${id}/history`)).items
  list = (query: string) => this.ask<List>(`/api/versions?${query}`)
  /** What the backend knows, past everything that goes wrong on the way to it. */
  truth = async (id: string) => (await this.ask<History>(`/demo/api/versions/${id}/history`)).items

  /** Steers the demo without clicking, as its menu does. */
  steer(method: 'PUT' | 'POST', what: 'settings' | 'jump' | 'reset' | 'faults' | 'another-marketer', body: object): Promise<void> {
    const init = { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    return this.page.evaluate(
      async ([path, request]) => {
        const { ok } = await fetch(path, request)
        if (!ok) throw new Error(`${path} was refused`)
      },
      [`/demo/${what}`, init] as const,
    )
  }

  /** From now on writes down what people with a screen reader are told; resolves to how to ask for it. */
  async listen(): Promise<() => Promise<readonly string[]>> {
    const told = await this.page.getByRole('status').evaluateHandle((region) => {
      const heard: string[] = []
      new MutationObserver(() => {
        const text = region.textContent.replace(/\s+/g, ' ').trim()
        if (text !== '') heard.push(text)
      }).observe(region, { subtree: true, childList: true, characterData: true })
      return heard
    })
    return () => told.jsonValue()
  }
}

interface Fixtures {
  readonly language: Language
  readonly noise: Noise
  readonly tab: Console
}

/** A test of the demo in a fresh browser context, so freshly seeded. It fails if anything complained that the test did not expect. */
export const test = base.extend<Fixtures>({
  language: ['en', { option: true }],
  locale: ({ language }, provide) => provide(language === 'fr' ? 'fr-FR' : 'en-US'),
  noise: [
    async ({ context, baseURL }, provide, { annotations }) => {
      const noise = await listenTo(context, [new URL(baseURL ?? '').origin])
      await provide(noise)
      // For the report, in which they can be counted.
      annotations.push({ type: 'watched', description: `${noise.requests()} requests, ${noise.complaints().length} complaints` })
      expect(noise.complaints(), 'nothing complained').toEqual([])
    },
    { auto: true },
  ],
  tab: ({ page, language }, provide) => provide(new Console(page, language)),
})
