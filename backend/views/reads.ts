import type { History } from '#api/contract/history.ts'
import { copyNameQuerySchema } from '#api/contract/impact.ts'
import type { List } from '#api/contract/list.ts'
import { populationQuerySchema } from '#api/contract/population.ts'
import type { Session } from '#api/contract/session.ts'
import type { Instant } from '#domain/version.ts'
import * as v from 'valibot'
import { createOkAnswer, type Answer } from '#backend/http/answer.ts'
import type { Environment } from '#backend/environment.ts'
import { toCopyName } from './copy-name.ts'
import { toImpact } from './impact.ts'
import { toOverview } from './overview.ts'
import { toPopulation } from './population.ts'
import { toHistoryEntry, toIso, toVersionSummary } from './serializers.ts'
import { createProblem } from '#backend/http/problem.ts'
import { historyQuerySchema, readListQuery, readOverviewQuery, readQuery } from '#backend/http/query.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { applyDueTransitions } from '#backend/history/apply-due-transitions.ts'
import { createDeletedAnswer, formatEtag, loadVersionView } from './version.ts'
import type { Reader } from '#backend/store/store.ts'

const noQuery = v.strictObject({})

/** Consistent read: applies and saves due automatic transitions first, so that the result is the state at the time of the read. */
export async function readConsistent<T extends object>(
  { store, clock }: Environment,
  work: (reader: Reader, at: Instant) => Promise<T>,
): Promise<T> {
  const answer = await store.read(async (reader) => {
    const at = clock()
    return (await reader.due(at)).length === 0 ? work(reader, at) : null
  })
  if (answer) return answer
  return store.write(async (transaction) => {
    const at = clock()
    await applyDueTransitions(transaction, at)
    return work(transaction, at)
  })
}

/** Loads a version for a read. Answers `not-found` or `deleted` if it cannot be read. */
const withVersion = (environment: Environment, id: string, work: (record: VersionRecord, reader: Reader, at: Instant) => Promise<Answer>) =>
  readConsistent(environment, async (reader, at) => {
    const record = await reader.version(id)
    if (!record) return createProblem('not-found', 'There is no such version.')
    if (record.deletedAt !== null) return createDeletedAnswer(reader, record, at)
    return work(record, reader, at)
  })

/** Handles one kind of GET. The caller has checked the permission `view`. */
export type ReadHandler = (environment: Environment, request: Request, id: string) => Promise<Answer>

export const readSession = async (session: Session, request: Request): Promise<Answer> => {
  readQuery(request, noQuery)
  return createOkAnswer(session)
}

export const readList: ReadHandler = async (environment, request) => {
  const query = readListQuery(request)
  return readConsistent(environment, async (reader, at) => {
    const { items, matchingCount, totalCount, countsByStatus, nextCursor } = await reader.list(query, at)
    const rows = items.map(({ record, peopleInside }) => toVersionSummary(record, peopleInside, at))
    return createOkAnswer({
      items: rows,
      matchingCount,
      totalCount,
      countsByStatus,
      nextCursor,
      asOf: toIso(at),
    } satisfies List)
  })
}

export const readVersion: ReadHandler = async (environment, request, id) => {
  readQuery(request, noQuery)
  return withVersion(environment, id, async (record, reader, at) =>
    createOkAnswer(await loadVersionView(reader, record, at), { etag: formatEtag(record) }),
  )
}

export const readPopulation: ReadHandler = async (environment, request, id) => {
  const { range } = readQuery(request, populationQuerySchema)
  return withVersion(environment, id, async (record, reader, at) => createOkAnswer(await toPopulation(reader, record, range, at)))
}

export const readOverview: ReadHandler = async (environment, request) => {
  const { timeZone } = readOverviewQuery(request)
  return readConsistent(environment, async (reader, at) => createOkAnswer(toOverview(await reader.all(), at, timeZone)))
}

export const readImpact: ReadHandler = async (environment, request, id) => {
  readQuery(request, noQuery)
  return withVersion(environment, id, async (record, reader, at) =>
    createOkAnswer(await toImpact(reader, record, at, environment.typedNameThreshold)),
  )
}

export const readCopyName: ReadHandler = async (environment, request, id) => {
  const { name } = readQuery(request, copyNameQuerySchema)
  return withVersion(environment, id, async (record, reader, at) => createOkAnswer(await toCopyName(reader, record, name, at)))
}

const historyPageSize = 50

/** Works for deleted versions, too: their history is kept. */
export const readHistory: ReadHandler = async (environment, request, id) => {
  const { cursor } = readQuery(request, historyQuerySchema)
  return readConsistent(environment, async (reader) => {
    if (!(await reader.version(id))) return createProblem('not-found', 'There is no such version.')
    const entries = await reader.history(id, historyPageSize + 1, cursor)
    const items = entries.slice(0, historyPageSize).map(toHistoryEntry)
    const next = entries.length > historyPageSize ? String(items.at(-1)?.sequence) : null
    return createOkAnswer({ items, nextCursor: next } satisfies History)
  })
}
