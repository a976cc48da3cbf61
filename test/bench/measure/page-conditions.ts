import type { Page } from '@playwright/test'

/** The conditions of the steps, each made in the page from what is there now. */
export const pageConditions = {
  dialogOpen: (page: Page) => page.evaluateHandle(() => () => document.querySelector('[role=alertdialog] button') !== null),
  dialogClosed: (page: Page) => page.evaluateHandle(() => () => document.querySelector('[role=alertdialog]') === null),
  /** The dialog shows what the action will do to people. */
  impactShown: (page: Page) =>
    page.evaluateHandle(() => () => {
      const dialog = document.querySelector('[role=alertdialog]')
      return dialog?.querySelector('dd') !== null && dialog?.querySelector('[aria-busy=true]') === null
    }),
  /** The dialog is gone, and the row of that name says it is closed. */
  rowClosed: (page: Page, name: string) =>
    page.evaluateHandle(
      (text) => () => {
        if (document.querySelector('[role=alertdialog]') !== null) return false
        const link = [...document.querySelectorAll('[role=rowheader] a')].find(({ textContent }) => textContent === text)
        return link?.closest('[role=row]')?.children[2]?.textContent.startsWith('Closed') ?? false
      },
      name,
    ),
  /** The table shows other rows, or the same in another order, and has nothing to wait for. */
  rowsChanged: (page: Page) =>
    page.evaluateHandle(() => {
      const readNames = () => [...document.querySelectorAll('[role=rowheader] a')].map(({ textContent }) => textContent).join('|')
      const before = readNames()
      return () => readNames() !== before && document.querySelector('[role=table][aria-busy=true]') === null
    }),
  headingShown: (page: Page, text: string) =>
    page.evaluateHandle((expected) => () => document.querySelector('h1')?.textContent === expected, text),
  /** The page has the numbers of people, not only the facts that the list knows. */
  numbersShown: (page: Page) => page.evaluateHandle(() => () => document.querySelector('main #people dd') !== null),
  listShown: (page: Page) =>
    page.evaluateHandle(() => () => document.querySelector('[role=table][aria-busy=false] [role=rowheader] a') !== null),
  graphDrawn: (page: Page) =>
    page.evaluateHandle(() => () => document.querySelectorAll('[role=tabpanel] [role=application] [role=group]').length > 1),
  chartDrawn: (page: Page) => page.evaluateHandle(() => () => document.querySelector('[role=tabpanel] figure svg path') !== null),
  historyShown: (page: Page) => page.evaluateHandle(() => () => document.querySelector('[role=tabpanel] ol > li') !== null),
}
