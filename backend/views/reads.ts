import { maxFacetValues } from '#api/contract/filters/facets.ts'
import type { History } from '#api/contract/history.ts'
import { versionBatchQuerySchema } from '#api/contract/version-batch.ts'
import { copyNameQuerySchema } from '#api/contract/impact.ts'
import { populationQuerySchema } from '#api/contract/population.ts'
import type { Session } from '#api/contract/session.ts'
import * as v from 'valibot'
import { createOkAnswer, type Answer } from '#backend/http/answer.ts'
import type { Environment } from '#backend/environment.ts'
import { loadEngineCommands } from './engine-commands.ts'
import { toCopyName } from './copy-name.ts'
import { toImpact } from './impact.ts'
import { toList } from './list.ts'
import { toOverview } from './overview.ts'
import { toPopulation } from './population.ts'
import { toHistoryEntry, toIso } from './serializers.ts'
import { createProblem } from '#backend/http/problem.ts'
import { historyQuerySchema, readFacetsQuery, readListQuery, readOverviewQuery, readQuery } from '#backend/http/query.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { loadVersionBatch } from './version-batch.ts'
import { createDeletedAnswer, formatEtag, loadVersionView } from './version.ts'
import { readConsistent, type ViewContext } from './view-context.ts'

const noQuery = v.strictObject({})

/** Loads a version for a read. Answers `not-found` or `deleted` if it cannot be read. */
const withVersion = (
  environment: Environment,
  session: Session,
  id: string,
  work: (context: ViewContext, record: VersionRecord) => Promise<Answer>,
) =>
  readConsistent(environment, session, async (context) => {
    const record = await context.reader.version(id)
    if (!record) return createProblem('not-found', 'There is no such version.')
    if (record.deletedAt !== null) return createDeletedAnswer(context, record)
    return work(context, record)
  })

/** Handles one kind of GET. The caller has checked the permission `view`. */
export type ReadHandler = (environment: Environment, session: Session, request: Request, id: string) => Promise<Answer>

export const readSession = async (
  { signOutPath: signOut }: Pick<Environment, 'signOutPath'>,
  session: Session,
  request: Request,
): Promise<Answer> => {
  readQuery(request, noQuery)
  return createOkAnswer({ ...session, ...(signOut === undefined ? {} : { signOut }) })
}

export const readList: ReadHandler = async (environment, session, request) => {
  const query = readListQuery(request)
  return readConsistent(environment, session, async (context) => createOkAnswer(await toList(context, query)))
}

export const readFacets: ReadHandler = async (environment, session, request) => {
  const { find, ...query } = readFacetsQuery(request)
  return readConsistent(environment, session, async ({ reader, at }) => {
    const counts = await reader.valueCounts({ query, find, at }, maxFacetValues)
    return createOkAnswer({ ...counts, asOf: toIso(at) } as const)
  })
}

export const readVersions: ReadHandler = async (environment, session, request) => {
  const { id: ids } = readQuery(request, versionBatchQuerySchema)
  return readConsistent(environment, session, async (context) => createOkAnswer(await loadVersionBatch(context, ids)))
}

export const readVersion: ReadHandler = async (environment, session, request, id) => {
  readQuery(request, noQuery)
  return withVersion(environment, session, id, async (context, record) =>
    createOkAnswer(await loadVersionView(context, record), { etag: formatEtag(record) }),
  )
}

export const readPopulation: ReadHandler = async (environment, session, request, id) => {
  const { range } = readQuery(request, populationQuerySchema)
  return withVersion(environment, session, id, async (context, record) => createOkAnswer(await toPopulation(context, record, range)))
}

export const readOverview: ReadHandler = async (environment, session, request) => {
  const { timeZone } = readOverviewQuery(request)
  return readConsistent(environment, session, async (context) => createOkAnswer(await toOverview(context, timeZone)))
}

export const readImpact: ReadHandler = async (environment, session, request, id) => {
  readQuery(request, noQuery)
  return withVersion(environment, session, id, async (context, record) =>
    createOkAnswer(await toImpact(context, record, environment.typedNameThreshold)),
  )
}

export const readCopyName: ReadHandler = async (environment, session, request, id) => {
  const { name } = readQuery(request, copyNameQuerySchema)
  return withVersion(environment, session, id, async (context, record) => createOkAnswer(await toCopyName(context, record, name)))
}

export const readEngineCommands: ReadHandler = async (environment, session, request) => {
  readQuery(request, noQuery)
  return createOkAnswer(await loadEngineCommands(environment, session))
}

const historyPageSize = 50

/** Works for deleted versions, too: their history is kept. */
export const readHistory: ReadHandler = async (environment, session, request, id) => {
  const { cursor } = readQuery(request, historyQuerySchema)
  return readConsistent(environment, session, async ({ reader }) => {
    if (!(await reader.version(id))) return createProblem('not-found', 'There is no such version.')
    const entries = await reader.history(id, { limit: historyPageSize + 1, ...(cursor !== undefined && { before: cursor }) })
    const items = entries.slice(0, historyPageSize).map(toHistoryEntry)
    const next = entries.length > historyPageSize ? String(items.at(-1)?.sequence) : null
    return createOkAnswer({ items, nextCursor: next } satisfies History)
  })
}
