import { replaceEqualDeep } from '@tanstack/react-query'
import type { PersonLookUp } from '#api/contract/entrances/person-look-up.ts'
import type { VersionChange } from '#api/contract/events.ts'
import type { History, HistoryEntry } from '#api/contract/history.ts'
import type { CopyName, Impact } from '#api/contract/impact.ts'
import type { List } from '#api/contract/list.ts'
import type { VersionBatch } from '#api/contract/version-batch.ts'
import type { Overview } from '#api/contract/overview.ts'
import type { PopulationSeries } from '#api/contract/population.ts'
import type { Problem } from '#api/contract/problem.ts'
import type { Version, VersionRef } from '#api/contract/version.ts'

/** Everything that says something about versions: the responses of the queries, by resource, and problems and events. */
export interface Responses {
  readonly list: List
  readonly batch: VersionBatch
  readonly detail: Version
  readonly history: History
  readonly impact: Impact
  readonly copyName: CopyName
  readonly population: PopulationSeries
  readonly overview: Overview
  readonly person: PersonLookUp
  readonly problem: Problem
  readonly change: VersionChange
}

/** Numbers that were computed from one revision of a version. */
export interface DerivedNumbers {
  readonly versionId: string
  readonly revision: number
  readonly asOf: string
  readonly range?: string
}

/** Sees, and may replace, each part of a response that describes a version. */
export interface PartVisitor {
  /** A row or reference; `null` removes it. `asOf`: time at which its numbers were computed; empty if the response does not say. */
  readonly ref: <R extends VersionRef>(ref: R, asOf: string) => R | null
  /** A version with all data of its page. */
  readonly page: (page: Version) => Version
  readonly derived: (numbers: DerivedNumbers) => void
  readonly entry: (entry: Pick<HistoryEntry, 'versionId' | 'sequence' | 'type'>) => void
}

/** Returns `object` with these properties. What is equal stays the same object: a row that has not changed is not rendered again. */
export const replaceProperties = <T extends object>(object: T, properties: Partial<T>): T =>
  replaceEqualDeep(object, { ...object, ...properties })

/** Returns the results of `replace` without `null`, the same array if nothing differs. */
function replaceItems<T>(items: T[], replace: (item: T) => T | null): T[] {
  const replaced = items.flatMap((item) => replace(item) ?? [])
  return replaced.length === items.length && replaced.every((item, index) => item === items[index]) ? items : replaced
}

type Visits = { readonly [R in keyof Responses]: (response: Responses[R], visitor: PartVisitor) => Responses[R] }

const visits: Visits = {
  list: (list, { ref }) => replaceProperties(list, { items: replaceItems(list.items, (row) => ref(row, list.asOf)) }),
  batch: (batch, { ref, entry }) => {
    for (const { latestEntry } of batch.deleted) if (latestEntry) entry(latestEntry)
    return replaceProperties(batch, { items: replaceItems(batch.items, (row) => ref(row, batch.asOf)) })
  },
  detail: (before, { page: replacePage, ref }) => {
    const page = replacePage(before)
    const replaceRef = <R extends VersionRef>(one: R) => ref(one, page.asOf)
    return replaceProperties(page, {
      versions: replaceItems(page.versions, replaceRef),
      activities: replaceItems(page.activities, (activity) =>
        replaceProperties(activity, { jumpTarget: activity.jumpTarget && replaceRef(activity.jumpTarget) }),
      ),
    })
  },
  history: (history, { entry }) => {
    history.items.forEach(entry)
    return history
  },
  impact: (impact, { derived, ref }) => {
    const { versionId, revision, asOf, publish } = impact
    derived({ versionId, revision, asOf })
    const replaceRef = <R extends VersionRef>(one: R) => ref(one, asOf)
    return replaceProperties(impact, {
      publish: replaceProperties(publish, { supersedes: publish.supersedes && replaceRef(publish.supersedes) }),
      incomingJumps: replaceItems(impact.incomingJumps, replaceRef),
      otherVersions: replaceItems(impact.otherVersions, replaceRef),
      similarNames: replaceItems(impact.similarNames, replaceRef),
    })
  },
  copyName: (copyName, { ref }) => replaceProperties(copyName, { sameNames: replaceItems(copyName.sameNames, (one) => ref(one, '')) }),
  population: (population, { derived }) => {
    derived(population)
    return population
  },
  overview: (overview, { ref }) =>
    replaceProperties(overview, {
      advice: replaceItems(overview.advice, (advice) => {
        const version = ref(advice.version, overview.asOf)
        return version && replaceProperties(advice, { version })
      }),
    }),
  // A deleted version stays: the person was in it.
  person: (person, { ref }) =>
    replaceProperties(person, {
      walks: person.walks.map((walk) => {
        const version = walk.deleted ? null : ref(walk.version, person.asOf)
        return replaceProperties(walk, version ? { version } : { deleted: true })
      }),
    }),
  problem: (problem, visitor) => {
    const { currentVersion, latestEntry, deletedVersion } = problem
    if (currentVersion) visits.detail(currentVersion, visitor)
    if (latestEntry) visitor.entry(latestEntry)
    if (deletedVersion?.latestVersion) visitor.ref(deletedVersion.latestVersion, '')
    return problem
  },
  change: (change, { entry }) => {
    entry(change)
    return change
  },
}

/** Shows each part of a response to the visitor. Returns the response with the replacements, the same object if there are none. */
export const visitParts = <R extends keyof Responses>(resource: R, response: Responses[R], visitor: PartVisitor): Responses[R] =>
  visits[resource](response, visitor)
