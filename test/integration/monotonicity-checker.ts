import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import type { History } from '#api/contract/history.ts'
import type { CopyName, Impact } from '#api/contract/impact.ts'
import type { List } from '#api/contract/list.ts'
import type { VersionBatch } from '#api/contract/version-batch.ts'
import type { Overview } from '#api/contract/overview.ts'
import type { PopulationSeries } from '#api/contract/population.ts'
import type { Version, VersionRef } from '#api/contract/version.ts'
import { getVersionResource, versionKeys } from '#api/cache/query-keys.ts'
import { ProblemError } from '#api/http/errors.ts'

interface DataVersion {
  readonly revision: number
  /** The moment of the numbers. */
  readonly at: number
}

const isBefore = (one: DataVersion, other: DataVersion | undefined): boolean =>
  other !== undefined && (one.revision < other.revision || (one.revision === other.revision && one.at < other.at))

const listRefs = ({ versions, activities }: Version) => [...versions, ...activities.flatMap(({ jumpTarget }) => jumpTarget ?? [])]

/** Splits cached data into its rows and references; `whole` is set if it is one version or derived from one. */
function splitData(
  queryKey: QueryKey,
  data: unknown,
): { readonly parts: readonly VersionRef[]; readonly whole?: Version | Impact | PopulationSeries } {
  switch (getVersionResource(queryKey)) {
    case 'list':
      return { parts: (data as InfiniteData<List>).pages.flatMap(({ items }) => items) }
    case 'batch':
      return { parts: (data as VersionBatch).items }
    case 'overview':
      return { parts: (data as Overview).advice.map(({ version }) => version) }
    case 'detail':
      return { parts: listRefs(data as Version), whole: data as Version }
    case 'impact': {
      const impact = data as Impact
      return {
        parts: [...impact.incomingJumps, ...impact.otherVersions, ...(impact.publish.supersedes ? [impact.publish.supersedes] : [])],
        whole: impact,
      }
    }
    case 'copyName':
      return { parts: (data as CopyName).sameNames }
    case 'population':
      return { parts: [], whole: data as PopulationSeries }
    case 'history':
    case undefined:
      return { parts: [] }
  }
}

/**
 * Test oracle for monotonic reads: checks the whole cache repeatedly and reports any regression. The number of people inside equals the
 * moment.
 */
export class MonotonicityChecker {
  readonly #client: QueryClient
  /** The newest snapshot of each version shown in any row, reference or page. */
  readonly #shown = new Map<string, DataVersion>()
  /** The previous data of each query, with its age or the sequence numbers of its history. */
  readonly #held = new Map<string, { readonly data: unknown; readonly age?: DataVersion; readonly lines?: readonly number[] }>()
  /** Versions whose deletion was reported to the console. */
  readonly deletedIds = new Set<string>()
  readonly regressions: string[] = []
  /** Number of comparisons. */
  comparisons = 0
  /** Number of outcome lookups. */
  lookups = 0

  constructor(client: QueryClient) {
    this.#client = client
  }

  /** Compares the data of one query with earlier data. */
  checkShown(queryKey: QueryKey, data: unknown): void {
    const { parts, whole } = splitData(queryKey, data)
    // A page that is one change behind remains until its refetch; its number of people follows the rows of the same revision.
    const page = whole && 'id' in whole && this.#shown.get(whole.id)?.revision === whole.revision ? [whole] : []
    for (const { id, revision, peopleInside } of [...parts, ...page.filter(({ id }) => !this.deletedIds.has(id))]) {
      this.comparisons++
      const name = `${String(getVersionResource(queryKey))}: ${id}`
      if (this.deletedIds.has(id)) this.regressions.push(`${name} has returned`)
      else if (isBefore({ revision, at: peopleInside }, this.#shown.get(id)))
        this.regressions.push(`${name}: r${revision} with ${peopleInside}, after ${JSON.stringify(this.#shown.get(id))}`)
    }
  }

  #seeWhole(hash: string, queryKey: QueryKey, whole: Version | Impact | PopulationSeries): void {
    this.comparisons++
    const id = 'id' in whole ? whole.id : whole.versionId
    const age = { revision: whole.revision, at: Date.parse(whole.asOf) }
    const before = this.#held.get(hash)
    this.#held.set(hash, { data: whole, age })
    if (before?.data === whole) return
    if (isBefore(age, before?.age)) this.regressions.push(`${hash}: ${JSON.stringify(age)} after ${JSON.stringify(before?.age)}`)
    if (before?.age?.revision === age.revision) return
    this.#checkRevision(hash, id, age.revision)
    if (this.deletedIds.has(id) && !('deletedAt' in whole && whole.deletedAt)) this.regressions.push(`${hash}: ${id} has returned`)
  }

  /** New data must not be older than any data shown before. */
  #checkRevision(hash: string, id: string, revision: number): void {
    const shown = this.#shown.get(id)?.revision ?? 0
    if (revision < shown) this.regressions.push(`${hash}: r${revision} after r${shown}`)
  }

  #seeHistory(hash: string, { pages }: InfiniteData<History>): void {
    this.comparisons++
    const lines = pages.flatMap(({ items }) => items.map(({ sequence }) => sequence))
    const lost = this.#held.get(hash)?.lines?.filter((line) => !lines.includes(line)) ?? []
    if (lost.length > 0) this.regressions.push(`${hash}: lines ${lost.join()} are missing`)
    this.#held.set(hash, { data: pages, lines })
  }

  /** Checks the whole cache now. */
  checkAll(): void {
    const filled = this.#client.getQueryCache().findAll({ queryKey: versionKeys.all(), predicate: ({ state }) => state.data !== undefined })
    for (const { queryKey, queryHash, state } of filled) {
      const { whole } = splitData(queryKey, state.data)
      if (whole) this.#seeWhole(queryHash, queryKey, whole)
      if (getVersionResource(queryKey) === 'history') this.#seeHistory(queryHash, state.data as InfiniteData<History>)
    }
    for (const { queryKey, state } of filled) {
      const { parts, whole } = splitData(queryKey, state.data)
      for (const { id, revision, peopleInside } of [...parts, ...(whole && 'id' in whole ? [whole] : [])]) {
        const age = { revision, at: peopleInside }
        if (!isBefore(age, this.#shown.get(id))) this.#shown.set(id, age)
      }
    }
    for (const { queryKey, state } of filled) {
      this.checkShown(queryKey, state.data)
      const refused = state.error instanceof ProblemError && state.error.problem.code === 'deleted' && state.error.problem.latestEntry
      if (refused) this.deletedIds.add(refused.versionId)
    }
  }
}
