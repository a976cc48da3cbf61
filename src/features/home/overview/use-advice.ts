import { useState } from 'react'
import type { Advice } from '#api/contract/overview.ts'
import { useEnding } from '#features/actions/state/action-context.ts'
import { placeRows } from '#features/home/list/stable-rows.ts'
import { useVersions } from '#features/home/list/use-version-queries.ts'

/** A version that should be ended, or that should have been until just now: then there is no reason any more. */
export interface Entry extends Omit<Advice, 'reasonCode'> {
  readonly id: string
  readonly reasonCode: Advice['reasonCode'] | null
}

const nothing: readonly Entry[] = []

const same = (one: readonly Entry[], other: readonly Entry[]) =>
  one.length === other.length &&
  one.every((entry, index) => entry.version === other[index]?.version && entry.reasonCode === other[index]?.reasonCode)

/** The advice as it is to be shown: unmoving while held, and what was just acted on still in sight, with what it has become. */
export function useAdvice(advice: readonly Advice[] | undefined, pointed: boolean): readonly Entry[] {
  const { chosen, acted } = useEnding()
  const [shown, setShown] = useState(nothing)
  const fresh = new Map((advice ?? []).map((entry) => [entry.version.id, { ...entry, id: entry.version.id }]))
  const held = pointed || chosen !== null
  const looked = new Set([...acted, ...(chosen ? [chosen.version.id] : [])])
  const missing = advice === undefined ? nothing : shown.filter(({ id }) => !fresh.has(id) && (held || looked.has(id)))
  const read = useVersions(missing.map(({ id }) => id))
  const kept = new Map(
    missing.flatMap((entry, index) => {
      const version = read[index]?.data
      return version?.deletedAt === null ? [[entry.id, { ...entry, version, reasonCode: null }] as const] : []
    }),
  )
  const rows = advice === undefined ? shown : placeRows<Entry>(shown, [...fresh.values()], kept, held)
  // What is shown is remembered for the next time; React renders again at once, and then finds nothing to change.
  if (!same(shown, rows)) setShown(rows)
  return rows
}
