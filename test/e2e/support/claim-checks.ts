import type { Page } from '@playwright/test'
import type { HistoryEntry } from '#api/contract/history.ts'

/** Whom the history knows the marketer of the demo by, and the other one. */
const people = { ana: 'Ana Ruiz', lea: 'Léa Fontaine' } as const

/** A text as one reads it: without what only sets the direction of names. */
export const plain = (text: string): string =>
  text
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** What a page says, to whomever. */
export interface Watch {
  /** Everything said in dialogs, notices and to screen readers since the last time this was asked. */
  readonly said: () => Promise<readonly string[]>
  /** What its badge has shown since then. */
  readonly badges: () => Promise<readonly string[]>
}

/** Writes down all that a page says, from now on. */
export async function watch(page: Page): Promise<Watch> {
  const notes = await page.evaluateHandle(() => {
    const said = new Set<string>()
    const badges = new Set<string>()
    const look = () => {
      for (const place of document.querySelectorAll('[role=status], [role=alert], [aria-live], section[aria-label="Notices"]'))
        said.add(place.textContent)
      for (const badge of document.querySelectorAll('[role=row]:has([role=rowheader]) > :nth-child(3), article header'))
        badges.add(badge.textContent.replace(/^.*Version \d+(?: \(Latest\))?/s, ''))
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
    return { said, badges }
  })
  const take = async (which: 'said' | 'badges') => {
    const taken = await notes.evaluate((all, name) => {
      const texts = [...all[name]]
      all[name].clear()
      return texts
    }, which)
    return taken.map(plain).filter((text) => text !== '')
  }
  return { said: () => take('said'), badges: () => take('badges') }
}

/** What a marketer wants done to a version, and what the history says has happened to it since. */
export interface Truth {
  readonly title: string
  readonly action: 'close' | 'stop'
  readonly entries: readonly HistoryEntry[]
}

const done = { close: 'was closed to new entrances', stop: 'was stopped' } as const

/** Why a sentence is false; `undefined` if it is not. */
type Check = (said: string, truth: Truth) => string | undefined

const entryOf = ({ entries }: Truth, name: string, what: string) =>
  entries.find((entry) => entry.actor?.name === name && entry.type === what)

/** “was stopped” only where the history has it, and with as many people. */
const claimsDone: Check = (said, truth) => {
  for (const what of ['close', 'stop'] as const) {
    if (!said.includes(`${truth.title} ${done[what]}`)) continue
    const entry = entryOf(truth, people.ana, what)
    if (!entry) return `it has not been done by ${people.ana}`
    const [, told] = /([\d,]+) (?:people|person) (?:will finish it|were stopped|was stopped)/.exec(said) ?? []
    if (Number((told ?? '0').replaceAll(',', '')) !== entry.peopleInside) return `there were ${entry.peopleInside} inside`
  }
  return undefined
}

/** “not done” only where the history has no such thing. */
const claimsNotDone: Check = (said, truth) =>
  /was not done|[Nn]othing was (?:sent|changed|done)|not accepted|server could not do this|\bfailed\b/.test(said) &&
  entryOf(truth, people.ana, truth.action)
    ? 'it has been done'
    : undefined

/** “Léa stopped it” only where she did. */
const claimsOther: Check = (said, truth) => {
  for (const name of Object.values(people))
    for (const [what, verb] of [
      ['close', 'closed it'],
      ['stop', 'stopped it'],
    ] as const)
      if (said.includes(`${name} ${verb}`) && !entryOf(truth, name, what)) return `${name} has not done that`
  return undefined
}

/** “already stopped” only where it is. */
const claimsState: Check = (said, { entries }) => {
  for (const [what, words] of [
    ['close', 'already closed'],
    ['stop', 'already stopped'],
  ] as const)
    if (said.includes(words) && !entries.some((entry) => entry.type === what)) return 'it is not'
  return undefined
}

/** The sentences that are false, each with the reason. */
export const falseAmong = (said: readonly string[], truth: Truth): readonly string[] =>
  said.flatMap((sentence) =>
    [claimsDone, claimsNotDone, claimsOther, claimsState].flatMap((check) => {
      const why = check(sentence, truth)
      return why === undefined ? [] : [`“${sentence}”: ${why}`]
    }),
  )

const shown = { Live: 'live', Paused: 'paused', Closed: 'closed', Stopped: 'stopped' } as const

/** The badges that showed a status which the version has never had since. */
export function falseBadges(badges: readonly string[], { entries }: Truth): readonly string[] {
  const had = new Set(['live', ...entries.map(({ after }) => after)])
  return badges.filter((badge) => Object.entries(shown).some(([word, status]) => badge.startsWith(word) && !had.has(status)))
}
