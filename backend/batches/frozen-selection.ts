import type { BatchReasonCode } from '#api/contract/batches/batch.ts'
import type { preflightRequestSchema } from '#api/contract/batches/preflight-request.ts'
import { HttpProblem } from '#backend/http/problem.ts'
import type { FrozenVersion } from '#backend/store/batches/batch-records.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'
import { compareText } from '#backend/store/text-order.ts'
import type { ViewContext } from '#backend/views/view-context.ts'
import { maxBatchItems, type BatchAction } from '#domain/batch.ts'
import { decideFor, type Rights } from '#domain/rights.ts'
import type * as v from 'valibot'

type Selection = Omit<v.InferOutput<typeof preflightRequestSchema>, 'action'>

/** A selected version. `record`: `undefined` if there is none with the identifier. */
interface SelectedVersion {
  readonly id: string
  readonly record: VersionRecord | undefined
}

function assertSize(count: number): void {
  if (count > maxBatchItems) throw new HttpProblem('too-many-selected', `More than ${maxBatchItems} versions are selected.`)
}

/** Finds the versions that a selection means now. Throws `too-many-selected` for more than `maxBatchItems`. */
async function findSelected(reader: Reader, { ids, query, except = [] }: Selection, at: number): Promise<readonly SelectedVersion[]> {
  if (query === undefined) {
    const distinctIds = [...new Set(ids)]
    assertSize(distinctIds.length)
    const records = new Map((await reader.versions(distinctIds)).map((record) => [record.id, record]))
    return distinctIds.map((id) => ({ id, record: records.get(id) }))
  }
  const excluded = new Set(except)
  // Excluded versions may match, too. One version more than allowed shows that there are too many.
  const limit = maxBatchItems + 1 + excluded.size
  const { rows } = await reader.page({ query: { ...query, sort: 'version', limit }, at })
  const selected = rows.filter(({ record }) => !excluded.has(record.id))
  assertSize(selected.length)
  return selected.map(({ record }) => ({ id: record.id, record }))
}

/** Why a version cannot be ended by a user with `rights`; `null` if it can. */
export function findRefusal(record: VersionRecord | undefined, action: BatchAction, rights: Rights): BatchReasonCode | null {
  if (record === undefined) return 'notFound'
  if (record.deletedAt !== null) return 'deleted'
  const verdict = decideFor(record, action, rights)
  return verdict.allowed ? null : verdict.reasonCode
}

/** A version that can be ended, or not, with its record. */
export interface JudgedVersion {
  readonly frozen: FrozenVersion
  readonly record: VersionRecord | undefined
}

/** Freezes a selection: judges each version as it is now. Those that can be ended come first, most people first. */
export async function freezeSelection(
  { reader, engine, at, rights }: ViewContext,
  { action, ...selection }: v.InferOutput<typeof preflightRequestSchema>,
): Promise<readonly JudgedVersion[]> {
  const selected = await findSelected(reader, selection, at)
  const { inside } = await engine.countInside(
    selected.flatMap(({ record }) => record ?? []),
    at,
  )
  return selected
    .map(({ id, record }): JudgedVersion => {
      const { name = '', number = 1, revision = 0, status = null, team } = record ?? {}
      const reasonCode = findRefusal(record, action, rights)
      const peopleInside = inside.get(id) ?? 0
      return { record, frozen: { versionId: id, name, number, revision, status, peopleInside, ...(team && { team }), reasonCode } }
    })
    .toSorted(
      ({ frozen: one }, { frozen: other }) =>
        Number(one.reasonCode !== null) - Number(other.reasonCode !== null) ||
        other.peopleInside - one.peopleInside ||
        compareText(one.versionId, other.versionId),
    )
}
