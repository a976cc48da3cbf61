import type { User } from '#api/contract/primitives.ts'
import type { EntryRecord, VersionRecord } from '#backend/store/records.ts'
import type { Seed } from '#backend/store/store.ts'
import type { Flow } from '#domain/flow.ts'
import type { Instant } from '#domain/version.ts'
import { createRandom, type Random } from '#mocks/faults/seeded-random.ts'
import { buildTemplates, type JourneyTemplate } from './journey-templates.ts'
import { manyTags, manyUsers, nameEndings, subjects } from './journey-texts.ts'
import { day } from '#mocks/seed/path.ts'

const week = 7 * day

/** What a copy of a template has of its own. */
interface CopyInit {
  readonly journeyId: string
  readonly name: string
  readonly description: string
  readonly tags: readonly string[]
  /** By how much it is older, in milliseconds: whole weeks, because the people of a path depend on the time of day. */
  readonly ageMs: number
  readonly users: readonly [User, User]
  /** Target of its jumps. */
  readonly target: string
}

/** Strings that many versions share. */
interface NamePool {
  readonly names: readonly string[]
  readonly tags: readonly (readonly string[])[]
}

function createNamePool({ pick, int }: Random): NamePool {
  const years = Array.from({ length: 30 }, (_, index) => `${2019 + (index % 8)}${index < 8 ? '' : ` wave ${1 + (index >> 3)}`}`)
  const names = subjects.flatMap(([name]) =>
    nameEndings.flatMap((ending) => [name, ...years].map((year) => (year === name ? `${name} ${ending}` : `${name} ${ending} ${year}`))),
  )
  return { names, tags: Array.from({ length: 500 }, () => Array.from({ length: int(3) }, () => pick(manyTags))) }
}

const moveJumps = (flow: Flow, journeyId: string): Flow =>
  flow.activities.some((activity) => activity.journeyId !== undefined)
    ? { ...flow, activities: flow.activities.map((activity) => (activity.journeyId === undefined ? activity : { ...activity, journeyId })) }
    : flow

/** A version of a copied journey, and its history. */
interface CopiedVersion {
  readonly version: VersionRecord
  readonly entries: readonly EntryRecord[]
}

/** Copies a template: the same life, earlier, with other names and users. */
function copyTemplate({ versions, histories }: JourneyTemplate, init: CopyInit): readonly CopiedVersion[] {
  const { journeyId, name, description, tags, ageMs, users, target } = init
  const [firstAuthor] = versions
  const move = <T extends Instant | null>(at: T) => (at === null ? at : at - ageMs) as T
  const replaceUser = <T extends User | null>(user: T) => (user === null ? user : users[user.id === firstAuthor?.createdBy.id ? 0 : 1]) as T
  const flow = firstAuthor && moveJumps(firstAuthor.flow, target)
  return versions.map((version, place) => {
    const id = `${journeyId}-v${version.number}`
    const entries = (histories[place] ?? []).map((entry) => ({
      ...entry,
      versionId: id,
      journeyId,
      at: move(entry.at),
      actor: replaceUser(entry.actor),
    }))
    const copied: VersionRecord = {
      ...version,
      id,
      journeyId,
      name,
      description,
      tags,
      flow: flow ?? version.flow,
      createdAt: move(version.createdAt),
      createdBy: replaceUser(version.createdBy),
      updatedAt: move(version.updatedAt),
      updatedBy: replaceUser(version.updatedBy),
      publishedAt: move(version.publishedAt),
      publishedBy: replaceUser(version.publishedBy),
      pauses: version.pauses.map(({ from, to }) => ({ from: move(from), to: move(to) })),
      ended: version.ended && { ...version.ended, at: move(version.ended.at), actor: replaceUser(version.ended.actor) },
      closedAt: move(version.closedAt),
      stoppedAt: move(version.stoppedAt),
      finishedAt: move(version.finishedAt),
      dueAt: move(version.dueAt),
    }
    return { version: copied, entries }
  })
}

/** Resolves in a task of its own, so that a page can paint and answer in between. */
const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve))

/** After so many journeys, or weeks, a page gets its turn. */
const journeysPerTask = 100
const weeksPerTask = 20

/** Sorts history entries by time, a week after the other. */
async function sortByTime(entries: readonly EntryRecord[]): Promise<readonly EntryRecord[]> {
  const weeks = [...Map.groupBy(entries, ({ at }) => Math.floor(at / week))].toSorted(([one], [other]) => one - other)
  const sorted: EntryRecord[] = []
  for (const [index, [, members]] of weeks.entries()) {
    sorted.push(...members.toSorted((one, other) => one.at - other.at))
    if (index % weeksPerTask === 0) await nextTask()
  }
  return sorted
}

/**
 * Adds generated journeys of six versions until there are `size` versions, years of work: few are live, paused or draining, most are drafts,
 * stopped or finished. Deterministic: the same size and `now` give the same versions. Copies share paths, texts and users.
 */
export async function addGeneratedJourneys(seed: Seed, size: number, now: Instant): Promise<Seed> {
  const random = createRandom('large seed')
  const { int, pick } = random
  const groups = await buildTemplates(now)
  const templatesByPercent = groups.flatMap(([percent, templates]) => Array.from({ length: percent }, () => templates))
  const pool = createNamePool(random)
  const versions = [...seed.versions]
  const history = [...seed.history]
  for (let journey = 0; versions.length < size; journey++) {
    const template = pick(pick(templatesByPercent))
    const name = pick(pool.names)
    const copy = copyTemplate(template, {
      journeyId: `j${journey}`,
      name,
      description: subjects.find(([subject]) => name.startsWith(subject))?.[1] ?? '',
      tags: pick(pool.tags),
      ageMs: int(template.maxWeeks) * week,
      users: [pick(manyUsers), pick(manyUsers)],
      target: `j${int(Math.floor(size / 6))}`,
    })
    // The last journey begins with a later version, if only some of its versions fit in.
    const kept = copy.slice(Math.max(0, versions.length + copy.length - size))
    for (const { version, entries } of kept) {
      versions.push(version)
      history.push(...entries)
    }
    if (journey % journeysPerTask === 0) await nextTask()
  }
  return { versions, history: await sortByTime(history) }
}
