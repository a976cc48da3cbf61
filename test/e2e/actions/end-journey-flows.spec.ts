import { scaleCases } from '#test/support/test-size.ts'
import { expect } from '@playwright/test'
import { test, type ConsolePage } from '#test/e2e/support/console-page.ts'
import { inputMethods, type InputMethod, type InputMethodName } from '#test/e2e/support/input-methods.ts'
import { formatCount, type Ending, type Language } from '#test/e2e/support/words.ts'

type Origin = 'list' | 'page'

interface Subject {
  readonly id: string
  readonly name: string
  readonly title: string
  /** From 1,000 people inside the name has to be typed to stop it. */
  readonly crowded: boolean
}

/** Which journey is ended by each procedure. */
const subjects: Readonly<Record<Ending, Readonly<Record<Origin, Subject>>>> = {
  close: {
    list: { id: 'flight-delay-care-v3', name: 'Flight delay care', title: 'Flight delay care v. 3', crowded: true },
    page: { id: 'abandoned-cart-reminder-v3', name: 'Abandoned cart reminder', title: 'Abandoned cart reminder v. 3', crowded: true },
  },
  stop: {
    list: { id: 'back-in-stock-alert-v2', name: 'Back in stock alert', title: 'Back in stock alert v. 2', crowded: false },
    page: { id: 'welcome-series-v2', name: 'Welcome series', title: 'Welcome series v. 2', crowded: true },
  },
}

const isInSight = (target: ReturnType<ConsolePage['quickAction']>) =>
  target.evaluate((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))

/** From Home to the dialog, by the quick action of the row; answers where the focus belongs afterwards. */
async function openDialogFromList(
  tab: ConsolePage,
  inputMethod: InputMethod,
  inputMethodName: InputMethodName,
  ending: Ending,
  { name, title }: Subject,
) {
  await inputMethod.write(tab.searchField, name)
  await expect(tab.rows).toHaveCount(1)
  const quick = tab.quickAction(tab.says[ending].verb, title)
  await expect
    .poll(() => isInSight(quick), 'quick actions show on hover and on focus, and always by touch')
    .toBe(inputMethodName === 'touch')
  await inputMethod.reveal(tab.row(name))
  await expect.poll(() => isInSight(quick)).toBe(true)
  await inputMethod.press(quick)
  return quick
}

/** From Home over the journey's page to the dialog, by the menu at the top right; answers where the focus belongs afterwards. */
async function openDialogFromPage(tab: ConsolePage, inputMethod: InputMethod, ending: Ending, { name }: Subject) {
  await inputMethod.press(tab.row(name).getByRole('link', { name, exact: true }))
  await inputMethod.press(tab.moreActions)
  await inputMethod.press(tab.item(tab.says[ending].verb))
  return tab.moreActions
}

/** Reads the dialog as somebody does before deciding. */
async function checkDialog(tab: ConsolePage, ending: Ending, { id, title }: Subject) {
  const { dialog, says } = tab
  await expect(dialog).toHaveAccessibleName(says[ending].title)
  await expect(dialog).toHaveAccessibleDescription(`${says[ending].question(`${title} ${says.latest}`)} ${says[ending].consequence}`)
  await expect(tab.button(says.cancel)).toBeFocused()
  await expect(dialog.getByText(says.advice, { exact: true })).toHaveCount(ending === 'stop' ? 1 : 0)
  await expect(tab.button(says.instead)).toHaveCount(ending === 'stop' ? 1 : 0)

  const impact = dialog.getByRole('region', { name: says.impact, exact: true })
  const figures = (ending === 'stop' ? impact.getByRole('group', { name: says.stop.verb, exact: true }) : impact).getByRole('definition')
  const { peopleInside } = await tab.readImpact(id)
  await expect(figures.first()).toHaveText(/^\d[\d\s,]*$/)
  const shown = Number((await figures.first().innerText()).replace(/\D/g, ''))
  expect(Math.abs(shown - peopleInside), 'the dialog shows the people inside').toBeLessThanOrEqual(5 + peopleInside / 100)
}

/** Fills in what the ending asks for, and is told when something is missing. */
async function fillIn(tab: ConsolePage, inputMethod: InputMethod, ending: Ending, { name, crowded }: Subject) {
  const { dialog, says } = tab
  const confirm = tab.button(says[ending].verb)
  const typed = dialog.getByRole('textbox', { name: says.typeName })
  await expect(typed).toHaveCount(ending === 'stop' && crowded ? 1 : 0)
  if (ending === 'close') return inputMethod.pick(dialog.getByLabel(says.reasonOptional), says.close.reason)

  await inputMethod.press(confirm)
  const reason = dialog.getByLabel(says.reason, { exact: true })
  await expect(reason).toBeFocused()
  await expect(reason).toHaveAccessibleDescription(says.missingReason)
  await inputMethod.pick(reason, says.stop.reason)
  if (!crowded) return
  await inputMethod.write(typed, name.slice(1))
  await inputMethod.press(confirm)
  await expect(typed).toHaveAccessibleDescription(new RegExp(says.wrongName))
  await typed.clear()
  await inputMethod.write(typed, name)
}

/** What the backend knows must be what every part of the screen says. */
async function checkResult(tab: ConsolePage, inputMethod: InputMethod, ending: Ending, { id, name, title }: Subject, before: number) {
  const { says, language } = tab
  const { ended } = await tab.readVersion(id)
  const people = formatCount(language, ended?.peopleInside ?? NaN)
  const done = says[ending].done(title, people)
  await expect(tab.notice.getByText(done, { exact: true })).toBeVisible()
  await expect(tab.notice.getByRole('button', { name: says.createVersion, exact: true })).toBeVisible()
  await expect(tab.notice.getByRole('button', { name: says.duplicate, exact: true })).toBeVisible()

  if (await tab.table.isVisible()) await inputMethod.press(tab.row(name).getByRole('link', { name, exact: true }))
  for (const when of ['at once', 'after reloading']) {
    if (when === 'after reloading') await tab.page.reload()
    await expect(tab.pageHeader, `the page tells the truth ${when}`).toContainText(says[ending].status)
    if ((await tab.historyTab.getAttribute('aria-selected')) !== 'true') await inputMethod.press(tab.historyTab)
    await expect(tab.entries, `there is one entry more in the history ${when}`).toHaveCount(before + 1)
    const [entry, reason] = [tab.entries.first(), says[ending].reason]
    await expect(entry).toContainText(says[ending].historyText)
    await expect(entry).toContainText(people)
    await expect(entry.getByText(reason, { exact: true })).toBeVisible()
  }
  return done
}

const inLanguage: Readonly<Record<Language, string>> = { en: 'in English', fr: 'in French' }
const by: Readonly<Record<InputMethodName, string>> = { mouse: 'by mouse', keyboard: 'by keyboard alone', touch: 'by touch' }
const from: Readonly<Record<Origin, string>> = { list: 'from the list of journeys', page: 'from its page' }

/** At full size each procedure runs by each input method in each language. Below, 6 of these 24 cover every pair of two choices. */
const isFullSize = scaleCases(24) >= 24

for (const [languageIndex, language] of (['en', 'fr'] as const).entries())
  for (const [handIndex, handName] of (['mouse', 'keyboard', 'touch'] as const).entries())
    test.describe(`${inLanguage[language]}, ${by[handName]}`, () => {
      test.use({ language, ...(handName === 'touch' ? { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } } : {}) })

      for (const [endingIndex, ending] of (['close', 'stop'] as const).entries())
        for (const [originIndex, origin] of (['list', 'page'] as const).entries()) {
          if (
            !isFullSize &&
            ((handIndex + endingIndex + originIndex) % 2 !== 0 || (endingIndex + Number(handName === 'touch')) % 2 !== languageIndex)
          )
            continue
          test(`a marketer ${ending}s a journey ${from[origin]}`, async ({ tab, page }) => {
            const subject = subjects[ending][origin]
            const hand = inputMethods[handName](page)
            await tab.goHome()
            const before = (await tab.readHistory(subject.id)).length

            const askedFrom =
              origin === 'list'
                ? await openDialogFromList(tab, hand, handName, ending, subject)
                : await openDialogFromPage(tab, hand, ending, subject)
            await checkDialog(tab, ending, subject)
            await fillIn(tab, hand, ending, subject)
            const heard = await tab.recordAnnouncements()
            await hand.press(tab.button(tab.says[ending].verb))

            await expect(tab.dialog).toBeHidden()
            await expect(origin === 'list' ? tab.statusOf(subject.name) : tab.pageHeader).toContainText(tab.says[ending].status)
            await expect(askedFrom).toBeFocused()
            await expect.poll(heard).toHaveLength(1)
            const announced = await heard()
            const done = await checkResult(tab, hand, ending, subject, before)
            expect(announced).toEqual([done])
          })
        }
    })
