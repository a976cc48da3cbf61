import { describe, test } from 'vitest'
import { words, type Ending } from '#test/e2e/support/words.ts'
import { useBrowser, type BrowserName } from './browser-session.ts'
import { inputMethods, type InputMethod, type InputMethodName } from './input-methods.ts'
import type { BrowserTab } from './browser-tab.ts'

const says = words.en

/** Journeys to end: few people are inside the one that is stopped from the list, so that no name is asked for. */
const subjects = {
  close: {
    list: { name: 'Flight delay care', title: 'Flight delay care v. 3', crowded: true },
    page: { name: 'Abandoned cart reminder', title: 'Abandoned cart reminder v. 3', crowded: true },
  },
  stop: {
    list: { name: 'Back in stock alert', title: 'Back in stock alert v. 2', crowded: false },
    page: { name: 'Welcome series', title: 'Welcome series v. 2', crowded: true },
  },
} as const
type Origin = keyof (typeof subjects)['close']
type Subject = (typeof subjects)[Ending][Origin]

/** Asks for the ending, from the row or from the page; returns the control that has the focus afterwards. */
async function openDialog(tab: BrowserTab, hand: InputMethod, origin: Origin, ending: Ending, { name, title }: Subject) {
  await hand.write('searchbox', says.search, name)
  await tab.expectPage('one row is left', 1, () => document.querySelectorAll('[role=rowheader], th[scope=row]').length)
  if (origin === 'list') {
    const quick = `${says[ending].verb}, ${title}`
    await hand.reveal(name, title)
    await hand.press('button', quick)
    return quick
  }
  await hand.openRow(name, title)
  await hand.press('button', says.moreActions)
  await hand.press('menuitem', says[ending].verb)
  return says.moreActions
}

/** Waits for the numbers of the dialog, fills in what the ending asks for and confirms. */
async function confirm(tab: BrowserTab, hand: InputMethod, ending: Ending, { name, title, crowded }: Subject) {
  await tab.find('alertdialog', says[ending].title)
  await tab.expectText(says[ending].question(`${title} ${says.latest}`), '[role=alertdialog]')
  await tab.expectFocus(await tab.find('button', says.cancel), says.cancel)
  await tab.expectPage('the dialog shows its numbers', true, () =>
    /\d/.test(document.querySelector('[role=alertdialog] dd')?.textContent ?? ''),
  )
  await hand.pick(ending === 'stop' ? says.reason : says.reasonOptional, says[ending].reason)
  if (ending === 'stop' && crowded) await hand.write('textbox', says.typeName, name)
  await hand.press('button', says[ending].verb)
  await tab.expectNone('alertdialog')
}

const combinations: readonly (readonly [BrowserName, InputMethodName])[] = [
  ['Firefox', 'mouse'],
  ['Firefox', 'keyboard'],
  ['Firefox where Tab passes over links', 'keyboardWithoutLinks'],
  ['WebKit', 'mouse'],
  ['WebKit', 'keyboard'],
]
const by: Readonly<Record<InputMethodName, string>> = {
  mouse: 'by mouse',
  keyboard: 'by keyboard alone',
  keyboardWithoutLinks: 'by keyboard alone',
}

describe('Firefox where Tab passes over links', () => {
  const browser = useBrowser('Firefox where Tab passes over links')
  test('the first Tab on Home skips the links and lands on a button', async () => {
    const tab = await browser.openTab()
    await tab.goHome()
    await tab.press('Tab')
    await tab.expectFocus(await tab.find('button', says.demo), says.demo)
  })
})

for (const [browserName, inputMethodName] of combinations)
  describe(`${browserName}, ${by[inputMethodName]}`, () => {
    const browser = useBrowser(browserName)
    for (const ending of ['close', 'stop'] as const)
      for (const origin of ['list', 'page'] as const)
        test(`a marketer ${ending}s a journey from ${origin === 'list' ? 'the list of journeys' : 'its page'}`, async () => {
          const tab = await browser.openTab()
          const hand = inputMethods[inputMethodName](tab)
          const subject = subjects[ending][origin]
          await tab.goHome()
          await tab.resetDemo()

          const control = await openDialog(tab, hand, origin, ending, subject)
          await confirm(tab, hand, ending, subject)

          await tab.expectText(says[ending].status, origin === 'list' ? '[role=row]' : 'article header')
          await tab.expectFocus(await tab.find('button', control), control)
          if (origin === 'list') await hand.openRow(subject.name, subject.title)
          await tab.expectText(says[ending].status, 'article header')
          await hand.press('tab', says.history)
          await tab.expectText(says[ending].historyText)
          await tab.expectText(says[ending].reason)
        })
  })
