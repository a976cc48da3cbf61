import type { Page } from '@playwright/test'
import type { HistoryEntry } from '#api/contract/history.ts'

/** The names of the two demo users in the history. */
const userNames = { ana: 'Ana Ruiz', lea: 'Léa Fontaine' } as const

/** Removes the invisible characters that isolate the direction of names. */
export const normalizeText = (text: string): string =>
  text
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** Recorder of a page's claims. */
export interface ClaimRecorder {
  /** Returns and clears the texts of dialogs, toasts and live regions. */
  readonly takeClaims: () => Promise<readonly string[]>
  /** Returns and clears the statuses that the page's badge has shown. */
  readonly takeBadges: () => Promise<readonly string[]>
}

/** Starts recording the claims of a page. */
export async function recordClaims(page: Page): Promise<ClaimRecorder> {
  const notes = await page.evaluateHandle(() => {
    const said = new Set<string>()
    const badges = new Set<string>()
    const record = () => {
      for (const region of document.querySelectorAll('[role=status], [role=alert], [aria-live], section[aria-label="Notices"]'))
        said.add(region.textContent)
      for (const badge of document.querySelectorAll('[role=row]:has([role=rowheader]) > :nth-child(3), article header'))
        badges.add(badge.textContent.replace(/^.*Version \d+(?: \(Latest\))?/s, ''))
    }
    new MutationObserver(record).observe(document.body, { subtree: true, childList: true, characterData: true })
    return { said, badges }
  })
  const take = async (which: 'said' | 'badges') => {
    const taken = await notes.evaluate((all, name) => {
      const texts = [...all[name]]
      all[name].clear()
      return texts
    }, which)
    return taken.map(normalizeText).filter((text) => text !== '')
  }
  return { takeClaims: () => take('said'), takeBadges: () => take('badges') }
}

/** Test oracle: the requested action on a version, and the history since then. */
export interface RecordedFacts {
  readonly title: string
  readonly action: 'close' | 'stop'
  readonly entries: readonly HistoryEntry[]
}

const donePhrases = { close: 'was closed to new entrances', stop: 'was stopped' } as const

/** Returns why a sentence is false; `undefined` if it is true. */
type ClaimCheck = (said: string, truth: RecordedFacts) => string | undefined

const findEntry = ({ entries }: RecordedFacts, name: string, what: string) =>
  entries.find((entry) => entry.actor?.name === name && entry.type === what)

/** “was stopped”: true only if the history has a stop with the same number of people. */
const checkDone: ClaimCheck = (said, truth) => {
  for (const what of ['close', 'stop'] as const) {
    if (!said.includes(`${truth.title} ${donePhrases[what]}`)) continue
    const entry = findEntry(truth, userNames.ana, what)
    if (!entry) return `it has not been done by ${userNames.ana}`
    const [, countText] = /([\d,]+) (?:people|person) (?:will finish it|were stopped|was stopped)/.exec(said) ?? []
    if (Number((countText ?? '0').replaceAll(',', '')) !== entry.peopleInside) return `there were ${entry.peopleInside} inside`
  }
  return undefined
}

/** “not done”: true only if the history has no such entry. */
const checkNotDone: ClaimCheck = (said, truth) =>
  /was not done|[Nn]othing was (?:sent|changed|done)|not accepted|server could not do this|\bfailed\b/.test(said) &&
  findEntry(truth, userNames.ana, truth.action)
    ? 'it has been done'
    : undefined

/** “Léa stopped it”: true only if the history has her entry. */
const checkOtherUser: ClaimCheck = (said, truth) => {
  for (const name of Object.values(userNames))
    for (const [what, verb] of [
      ['close', 'closed it'],
      ['stop', 'stopped it'],
    ] as const)
      if (said.includes(`${name} ${verb}`) && !findEntry(truth, name, what)) return `${name} has not done that`
  return undefined
}

/** “already stopped”: true only if the history has the ending. */
const checkState: ClaimCheck = (said, { entries }) => {
  for (const [what, words] of [
    ['close', 'already closed'],
    ['stop', 'already stopped'],
  ] as const)
    if (said.includes(words) && !entries.some((entry) => entry.type === what)) return 'it is not'
  return undefined
}

/** The sentences that are false, each with the reason. */
export const findFalseClaims = (said: readonly string[], truth: RecordedFacts): readonly string[] =>
  said.flatMap((sentence) =>
    [checkDone, checkNotDone, checkOtherUser, checkState].flatMap((check) => {
      const why = check(sentence, truth)
      return why === undefined ? [] : [`“${sentence}”: ${why}`]
    }),
  )

const statusByBadge = { Live: 'live', Paused: 'paused', Closed: 'closed', Stopped: 'stopped' } as const

/** Badges with a status that the version has not had since then. */
export function findFalseBadges(badges: readonly string[], { entries }: RecordedFacts): readonly string[] {
  const statuses = new Set(['live', ...entries.map(({ after }) => after)])
  return badges.filter((badge) => Object.entries(statusByBadge).some(([word, status]) => badge.startsWith(word) && !statuses.has(status)))
}
