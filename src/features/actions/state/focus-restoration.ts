const findRowLink = (row: Element | null | undefined) => row?.querySelector<HTMLElement>('a') ?? null

/** The button of the menu that the element is in. The menu is gone when the dialog closes; its button is not. */
const findMenuButton = (element: Element | null) =>
  document.getElementById(element?.closest('[role=menu]')?.getAttribute('aria-labelledby') ?? '')

/** Where the focus may go after a dialog: what opened it, else the name in its row (or its entry of a list), else a neighbour's. */
export function listReturnFocusCandidates(opener: Element | null): readonly HTMLElement[] {
  const row = opener?.closest('[role=row], li')
  return [
    findMenuButton(opener),
    opener,
    findRowLink(row),
    findRowLink(row?.nextElementSibling),
    findRowLink(row?.previousElementSibling),
  ].filter((candidate) => candidate instanceof HTMLElement)
}

/** The first place that is still on the page; the heading of the page if none is. */
export const findFirstConnected = (candidates: readonly HTMLElement[]): HTMLElement | null =>
  candidates.find((candidate) => candidate.isConnected && candidate !== document.body) ?? document.querySelector<HTMLElement>('h1')
