import type { Page } from '@playwright/test'
import type { HistoryEntry } from '#api/contract/history.ts'

/** Whom the history knows the marketer of the demo by, and the other one. */
const userNames = { ana: 'Ana Ruiz', lea: 'Léa Fontaine' } as const

/** A text as one reads it: without what only sets the direction of names. */
export const normalizeText = (text: string): string =>
  text
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** What a page says, to whomever. */
export interface ClaimRecorder {
  /** Everything said in dialogs, notices and to screen readers since the last time this was asked. */
  readonly takeClaims: () => Promise<readonly string[]>
  /** What its badge has shown since then. */
  readonly takeBadges: () => Promise<readonly string[]>
}

/** Writes down all that a page says, from now on. */
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

/** What a marketer wants done to a version, and what the history says has happened to it since. */
export interface RecordedFacts {
  readonly title: string
  readonly action: 'close' | 'stop'
  readonly entries: readonly HistoryEntry[]
}

const donePhrases = { close: 'was closed to new entrances', stop: 'was stopped' } as const

/** Why a sentence is false; `undefined` if it is not. */
type ClaimCheck = (said: string, truth: RecordedFacts) => string | undefined

const findEntry = ({ entries }: RecordedFacts, name: string, what: string) =>
  entries.find((entry) => entry.actor?.name === name && entry.type === what)

/** “was stopped” only where the history has it, and with as many people. */
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

/** “not done” only where the history has no such thing. */
const checkNotDone: ClaimCheck = (said, truth) =>
  /was not done|[Nn]othing was (?:sent|changed|done)|not accepted|server could not do this|\bfailed\b/.test(said) &&
  findEntry(truth, userNames.ana, truth.action)
    ? 'it has been done'
    : undefined

/** “Léa stopped it” only where she did. */
const checkOtherUser: ClaimCheck = (said, truth) => {
  for (const name of Object.values(userNames))
    for (const [what, verb] of [
      ['close', 'closed it'],
      ['stop', 'stopped it'],
    ] as const)
      if (said.includes(`${name} ${verb}`) && !findEntry(truth, name, what)) return `${name} has not done that`
  return undefined
}

/** “already stopped” only where it is. */
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

/** The badges that showed a status which the version has never had since. */
export function findFalseBadges(badges: readonly string[], { entries }: RecordedFacts): readonly string[] {
  const statuses = new Set(['live', ...entries.map(({ after }) => after)])
  return badges.filter((badge) => Object.entries(statusByBadge).some(([word, status]) => badge.startsWith(word) && !statuses.has(status)))
}
