import { test as base, expect, type Locator, type Page } from '@playwright/test'
import type { History } from '#api/contract/history.ts'
import type { Impact } from '#api/contract/impact.ts'
import type { List } from '#api/contract/list.ts'
import type { Version } from '#api/contract/version.ts'
import { recordBrowserErrors, type BrowserErrors } from './browser-errors.ts'
import type { ConsoleServer } from './console-server.ts'
import { translatePage } from './page-translator.ts'
import { words, type Language } from './words.ts'

/** Page object of the console in one tab. It finds elements by role and accessible name only. */
export class ConsolePage {
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

  /** The row at this place in the list, from 1, if it is in the document. */
  rowAt(place: number): Locator {
    return this.table.locator(`[role=row][aria-rowindex="${place + 1}"]`)
  }

  /** The rows of journeys that are in the document, without the heading. */
  get rows(): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader') })
  }

  /** The row of the journey of that name. */
  row(name: string): Locator {
    return this.rows.filter({ has: this.page.getByRole('link', { name, exact: true }) })
  }

  /** The status in the row of the journey of that name. */
  statusOf(name: string): Locator {
    return this.row(name).getByRole('cell').nth(1)
  }

  /** A quick action; its name carries the journey: `Stop, Welcome series v. 2`. */
  quickAction(verb: string, title: string): Locator {
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

  /** Reads a backend path from inside this tab. */
  private readJson<Answer>(path: string): Promise<Answer> {
    return this.page.evaluate(async (address) => (await fetch(address)).json() as Promise<Answer>, path)
  }

  readVersion = (id: string) => this.readJson<Version>(`/api/versions/${id}`)
  readImpact = (id: string) => this.readJson<Impact>(`/api/versions/${id}/impact`)
  readHistory = async (id: string) => (await this.readJson<History>(`/api/versions/${id}/history`)).items
  readList = (query: string) => this.readJson<List>(`/api/versions?${query}`)
  /** Reads the history from the backend without fault injection. */
  readHistoryWithoutFaults = async (id: string) => (await this.readJson<History>(`/demo/api/versions/${id}/history`)).items

  /** Controls the demo by request, as its menu does. */
  controlDemo(method: 'PUT' | 'POST', route: 'settings' | 'jump' | 'reset' | 'faults' | 'second-user', body: object): Promise<void> {
    const init = { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    return this.page.evaluate(
      async ([path, request]) => {
        const { ok } = await fetch(path, request)
        if (!ok) throw new Error(`${path} was refused`)
      },
      [`/demo/${route}`, init] as const,
    )
  }

  /** Starts recording live region announcements; resolves to a function that returns them. */
  async recordAnnouncements(): Promise<() => Promise<readonly string[]>> {
    const announcements = await this.page.getByRole('status').evaluateHandle((region) => {
      const texts: string[] = []
      new MutationObserver(() => {
        const text = region.textContent.replace(/\s+/g, ' ').trim()
        if (text !== '') texts.push(text)
      }).observe(region, { subtree: true, childList: true, characterData: true })
      return texts
    })
    return () => announcements.jsonValue()
  }
}

/** Options of a Playwright project. */
export interface ProjectOptions {
  /** Whether the page translator of a browser works on every page. */
  readonly translated: boolean
}

/** Options of a Playwright project that hold for a whole worker. */
export interface WorkerOptions {
  /** Whether the console is that of a server, in place of the demo. */
  readonly onServer: boolean
}

interface Fixtures {
  readonly language: Language
  readonly browserErrors: BrowserErrors
  readonly tab: ConsolePage
}

interface WorkerFixtures {
  /** The server of this worker; `null` for the demo. */
  readonly server: ConsoleServer | null
}

/**
 * Test fixture: the demo in a fresh browser context, freshly seeded; or a server with the same journeys, where a marketer has signed in.
 * Fails on any unexpected error of the browser or of the server.
 */
export const test = base.extend<Fixtures & ProjectOptions, WorkerFixtures & WorkerOptions>({
  language: ['en', { option: true }],
  translated: [false, { option: true }],
  onServer: [false, { option: true, scope: 'worker' }],
  locale: ({ language }, provide) => provide(language === 'fr' ? 'fr-FR' : 'en-US'),
  server: [
    async ({ onServer }, provide) => {
      if (!onServer) return provide(null)
      // Only now: it loads a whole database.
      const { startConsoleServer } = await import('./console-server.ts')
      const server = await startConsoleServer()
      await provide(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: ({ baseURL, server }, provide) => provide(server?.address ?? baseURL),
  context: async ({ context, server }, provide) => {
    await server?.reset()
    await server?.signIn(context.request)
    await provide(context)
    expect(server?.readErrors() ?? [], 'the server had no failure').toEqual([])
  },
  browserErrors: [
    async ({ context, baseURL, translated }, provide, { annotations }) => {
      if (translated) await context.addInitScript(translatePage)
      const browserErrors = await recordBrowserErrors(context, [new URL(baseURL ?? '').origin])
      await provide(browserErrors)
      // Annotate the report with the number of requests.
      annotations.push({
        type: 'watched',
        description: `${browserErrors.requests()} requests, ${browserErrors.complaints().length} complaints`,
      })
      expect(browserErrors.complaints(), 'nothing complained').toEqual([])
    },
    { auto: true },
  ],
  tab: ({ page, language }, provide) => provide(new ConsolePage(page, language)),
})
