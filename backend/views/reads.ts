import type { History } from '#api/contract/history.ts'
import type { List } from '#api/contract/list.ts'
import { peopleQuerySchema } from '#api/contract/population.ts'
import type { Session } from '#api/contract/session.ts'
import type { Instant } from '#domain/version.ts'
import * as v from 'valibot'
import { ok, type Answer } from '#backend/http/answer.ts'
import type { Environment } from '#backend/environment.ts'
import { impactOf } from './impact.ts'
import { overviewOf } from './overview.ts'
import { peopleOf } from './population.ts'
import { entryOf, iso, summaryOf } from './serializers.ts'
import { problem } from '#backend/http/problem.ts'
import { historyQuerySchema, readListQuery, readQuery } from '#backend/http/query.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { settle } from '#backend/history/apply-due-transitions.ts'
import { etagOf, lastOf, show } from './version.ts'
import type { Reader } from '#backend/store/store.ts'

const noQuery = v.strictObject({})

/** Reads what is true now: if a version has changed by itself meanwhile, that is written down first. */
export async function readNow<T extends object>(
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
    await settle(transaction, at)
    return work(transaction, at)
  })
}

/** Reads a version that exists. */
const readVersion = (environment: Environment, id: string, work: (record: VersionRecord, reader: Reader, at: Instant) => Promise<Answer>) =>
  readNow(environment, async (reader, at) => {
    const record = await reader.version(id)
    if (!record) return problem('not-found', 'There is no such version.')
    if (record.deletedAt !== null) return problem('deleted', 'The version was deleted.', { last: await lastOf(reader, id) })
    return work(record, reader, at)
  })

/** Answers one kind of GET to somebody who may see journeys. */
export type Read = (environment: Environment, request: Request, id: string) => Promise<Answer>

export const readSession = async (session: Session, request: Request): Promise<Answer> => {
  readQuery(request, noQuery)
  return ok(session)
}

export const readList: Read = async (environment, request) => {
  const query = readListQuery(request)
  return readNow(environment, async (reader, at) => {
    const { items, matching, total, counts, next } = await reader.list(query, at)
    const rows = items.map(({ record, peopleInside }) => summaryOf(record, peopleInside, at))
    return ok({ items: rows, matching, total, counts, next, asOf: iso(at) } satisfies List)
  })
}

export const readOne: Read = async (environment, request, id) => {
  readQuery(request, noQuery)
  return readVersion(environment, id, async (record, reader, at) => ok(await show(reader, record, at), { etag: etagOf(record) }))
}

export const readPeople: Read = async (environment, request, id) => {
  const { range } = readQuery(request, peopleQuerySchema)
  return readVersion(environment, id, async (record, reader, at) => ok(await peopleOf(reader, record, range, at)))
}

export const readOverview: Read = async (environment, request) => {
  readQuery(request, noQuery)
  return readNow(environment, async (reader, at) => ok(overviewOf(await reader.all(), at)))
}

export const readImpact: Read = async (environment, request, id) => {
  readQuery(request, noQuery)
  return readVersion(environment, id, async (record, reader, at) => ok(await impactOf(reader, record, at, environment.typeNameFrom)))
}

const pageLength = 50

/** Also of versions that were deleted: their history is kept. */
export const readHistory: Read = async (environment, request, id) => {
  const { cursor } = readQuery(request, historyQuerySchema)
  return readNow(environment, async (reader) => {
    if (!(await reader.version(id))) return problem('not-found', 'There is no such version.')
    const entries = await reader.history(id, pageLength + 1, cursor)
    const items = entries.slice(0, pageLength).map(entryOf)
    const next = entries.length > pageLength ? String(items.at(-1)?.sequence) : null
    return ok({ items, next } satisfies History)
  })
}
