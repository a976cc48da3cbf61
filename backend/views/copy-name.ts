import type { CopyName } from '#api/contract/impact.ts'
import { maxNameLength } from '#api/contract/requests.ts'
import { buildCopyName } from '#domain/copy-name.ts'
import { createNameSkeleton } from '#backend/store/keys/name-skeleton.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'
import { toVersionRef } from './serializers.ts'
import { findSimilarNames } from './similar-names.ts'
import type { ViewContext } from './view-context.ts'

/** The largest number of names that are tried. If a journey has more copies, the last name is proposed although it exists. */
const maxCopies = 1000

/** The first name for a copy that no journey has, nor one that looks the same. */
async function findNewCopyName(reader: Reader, name: string): Promise<string> {
  for (let copyNumber = 1; copyNumber < maxCopies; copyNumber++) {
    const copyName = buildCopyName(name, copyNumber, maxNameLength)
    if ((await reader.latestByNameSkeleton(createNameSkeleton(copyName))).length === 0) return copyName
  }
  return buildCopyName(name, maxCopies, maxNameLength)
}

/** Proposes a name for a duplicate of `record`, and tells which journeys have `name` already, if it is given. */
export async function toCopyName({ reader, engine, at }: ViewContext, record: VersionRecord, name: string | undefined): Promise<CopyName> {
  const sameNames = name === undefined ? [] : await findSimilarNames(reader, name)
  const { inside } = await engine.countInside(sameNames, at)
  return {
    proposedName: await findNewCopyName(reader, record.name),
    sameNames: sameNames.map((version) => toVersionRef(version, inside)),
  }
}
