import { useState } from 'react'
import type { Advice } from '#api/contract/overview.ts'
import { useActionState } from '#features/actions/state/action-context.ts'
import { stabilizeRows } from '#features/home/list/stable-rows.ts'
import { useSingleVersions } from '#features/home/list/use-single-versions.ts'

/** A version that should be ended; without a reason, if it was ended just now and is still shown. */
export interface AdviceItem extends Omit<Advice, 'reasonCode'> {
  readonly id: string
  readonly reasonCode: Advice['reasonCode'] | null
}

const noItems: readonly AdviceItem[] = []

const areSameItems = (one: readonly AdviceItem[], other: readonly AdviceItem[]) =>
  one.length === other.length &&
  one.every((entry, index) => entry.version === other[index]?.version && entry.reasonCode === other[index]?.reasonCode)

/** The advice to show: frozen while held. Versions just acted on stay visible with their current state. */
export function useAdvice(advice: readonly Advice[] | undefined, isHovered: boolean): readonly AdviceItem[] {
  const { pendingConfirmation, recentlyActedIds } = useActionState()
  const [shown, setShown] = useState(noItems)
  const latest = new Map((advice ?? []).map((entry) => [entry.version.id, { ...entry, id: entry.version.id }]))
  const isFrozen = isHovered || pendingConfirmation !== null
  const pinnedIds = new Set([...recentlyActedIds, ...(pendingConfirmation ? [pendingConfirmation.version.id] : [])])
  const missing = advice === undefined ? noItems : shown.filter(({ id }) => !latest.has(id) && (isFrozen || pinnedIds.has(id)))
  const singles = useSingleVersions(missing.map(({ id }) => id))
  const pinned = new Map(
    missing.flatMap((entry) => {
      const single = singles.get(entry.id)
      return single?.kind === 'loaded' ? [[entry.id, { ...entry, version: single.row, reasonCode: null }] as const] : []
    }),
  )
  const rows = advice === undefined ? shown : stabilizeRows<AdviceItem>(shown, [...latest.values()], pinned, isFrozen)
  // State update during render: React renders again at once, and finds nothing to change then.
  if (!areSameItems(shown, rows)) setShown(rows)
  return rows
}
