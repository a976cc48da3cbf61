import type { Version, VersionRef } from '#api/contract/version.ts'
import { replaceProperties, visitParts, type DerivedNumbers, type Responses } from './response-parts.ts'

/** How a part of a response compares with what is known. `staleCounts`: the same revision, with older numbers. */
export type Staleness = 'current' | 'staleCounts' | 'staleRevision'

/** The revision of a tombstone, the snapshot of a deleted version: no response is newer. */
const tombstoneRevision = Infinity

interface Age {
  /** `tombstoneRevision` after a deletion. */
  readonly revision: number
  /** Time at which the numbers were computed; empty if the source has no numbers, or does not say. */
  readonly asOf: string
}

/** The newest known state of a version. */
interface VersionSnapshot extends Age {
  /** All fields that were received for this revision. */
  readonly fields: Readonly<Partial<Version>>
  /** The newest data of its page, if it was received for this revision. */
  readonly page?: Version
}

const pickWorse = (one: Staleness, other: Staleness): Staleness => (one === 'staleRevision' || other === 'current' ? one : other)

export function compareAges({ revision, asOf }: Age, known: Age | undefined): Staleness {
  if (known === undefined || revision > known.revision) return 'current'
  if (revision < known.revision) return 'staleRevision'
  return asOf < known.asOf ? 'staleCounts' : 'current'
}

const getPageAge = ({ revision, asOf, deletedAt }: Version): Age => ({ revision: deletedAt === null ? revision : tombstoneRevision, asOf })

/** Returns `ref` with the values of `newer` for the names that both have. */
const overlayFields = <R extends VersionRef>(ref: R, newer: VersionSnapshot['fields']): R =>
  replaceProperties(ref, Object.fromEntries(Object.entries(newer).filter(([name]) => name in ref)) as Partial<R>)

/** A response with its stale parts replaced by newer ones, and the worst staleness that could not be repaired. */
export interface Patched<T> {
  readonly data: T
  readonly staleness: Staleness
  /** The versions that `data` describes. */
  readonly ids: ReadonlySet<string>
}

/** The newest known state of each version. */
export interface VersionSnapshots {
  /** Learns from a response, a problem or an event. Returns the ids of the versions about which it may say something new. */
  readonly record: <R extends keyof Responses>(resource: R, response: Responses[R]) => ReadonlySet<string>
  /** Compares a response with what is known. A page stays as it is if only a part of the newer revision is known. */
  readonly patch: <R extends keyof Responses>(resource: R, response: Responses[R]) => Patched<Responses[R]>
  /** Compares a history, by the sequence of its newest entry. */
  readonly compareHistory: (versionId: string, latestSequence: number) => Staleness
  readonly isDeleted: (versionId: string) => boolean
  readonly clear: () => void
}

export function createVersionSnapshots(): VersionSnapshots {
  const versions = new Map<string, VersionSnapshot>()
  const derivedAges = new Map<string, Age>()
  const sequences = new Map<string, number>()

  const formatDerivedKey = ({ versionId, range = '' }: DerivedNumbers) => `${versionId} ${range}`
  const isDeleted = (versionId: string) => versions.get(versionId)?.revision === tombstoneRevision

  const recordVersion = (id: string, found: VersionSnapshot): void => {
    const known = versions.get(id)
    if (compareAges(found, known) !== 'current') return
    const isSame = known?.revision === found.revision
    versions.set(id, isSame ? { ...known, ...found, fields: { ...known.fields, ...found.fields } } : found)
  }

  const patchRef = <R extends VersionRef>(ref: R, asOf: string, onStale: (staleness: Staleness) => void): R | null => {
    const known = versions.get(ref.id)
    const staleness = compareAges({ revision: ref.revision, asOf }, known)
    if (staleness === 'current' || known === undefined) return ref
    if (known.revision === tombstoneRevision) return null
    if (staleness === 'staleRevision' && !Object.keys(ref).every((name) => name in known.fields)) onStale(staleness)
    return overlayFields(ref, known.fields)
  }

  const patchPage = (found: Version, onStale: (staleness: Staleness) => void): Version => {
    const known = versions.get(found.id)
    const staleness = compareAges(getPageAge(found), known)
    if (staleness === 'current' || known === undefined) return found
    const isNewerKnown = known.page !== undefined && compareAges(getPageAge(found), getPageAge(known.page)) !== 'current'
    const page = isNewerKnown && known.page ? known.page : found
    if (!isNewerKnown && staleness === 'staleRevision') {
      onStale(staleness)
      return page
    }
    if (page.asOf !== known.asOf) onStale('staleCounts')
    const { peopleInside } = known.fields
    return peopleInside === undefined ? page : replaceProperties(page, { peopleInside })
  }

  const compareDerived = (numbers: DerivedNumbers): Staleness => {
    const revision = versions.get(numbers.versionId)?.revision ?? 0
    const age = derivedAges.get(formatDerivedKey(numbers))
    return numbers.revision < revision || compareAges(numbers, age) !== 'current' ? 'staleRevision' : 'current'
  }

  return {
    record: (resource, response) => {
      const ids = new Set<string>()
      visitParts(resource, response, {
        ref: (ref, asOf) => {
          recordVersion(ref.id, { revision: ref.revision, asOf, fields: ref })
          ids.add(ref.id)
          return ref
        },
        page: (page) => {
          recordVersion(page.id, { ...getPageAge(page), fields: page, page })
          ids.add(page.id)
          return page
        },
        derived: (numbers) => {
          const { versionId, revision, asOf } = numbers
          recordVersion(versionId, { revision, asOf: '', fields: {} })
          if (compareAges(numbers, derivedAges.get(formatDerivedKey(numbers))) === 'current')
            derivedAges.set(formatDerivedKey(numbers), { revision, asOf })
          ids.add(versionId)
        },
        entry: ({ versionId, sequence, type }) => {
          sequences.set(versionId, Math.max(sequence, sequences.get(versionId) ?? 0))
          if (type !== 'delete') return
          recordVersion(versionId, { revision: tombstoneRevision, asOf: '', fields: {} })
          ids.add(versionId)
        },
      })
      return ids
    },
    patch: (resource, response) => {
      let worst: Staleness = 'current'
      const onStale = (staleness: Staleness) => void (worst = pickWorse(worst, staleness))
      const ids = new Set<string>()
      const data = visitParts(resource, response, {
        ref: (ref, asOf) => {
          ids.add(ref.id)
          const patched = patchRef(ref, asOf, onStale)
          // A batch says of each version what has become of it: without a deleted one it is not complete.
          if (patched === null && resource === 'batch') onStale('staleRevision')
          return patched
        },
        page: (page) => {
          ids.add(page.id)
          return patchPage(page, onStale)
        },
        derived: (numbers) => {
          ids.add(numbers.versionId)
          onStale(compareDerived(numbers))
        },
        entry: () => {},
      })
      return { data, staleness: worst, ids }
    },
    compareHistory: (versionId, latestSequence) => (latestSequence < (sequences.get(versionId) ?? -1) ? 'staleRevision' : 'current'),
    isDeleted,
    clear: () => {
      for (const known of [versions, derivedAges, sequences]) known.clear()
    },
  }
}
