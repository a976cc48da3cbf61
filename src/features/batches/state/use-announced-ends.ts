import { useEffect, useRef } from 'react'
import type { Batch } from '#api/contract/batches/batch.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { useHeadline } from './use-headline.ts'

/** Announces the end of each batch that was seen running: once, and not each result. */
export function useAnnouncedEnds(batches: readonly Batch[]): void {
  const announce = useAnnounce()
  const writeHeadline = useHeadline()
  const runningIds = useRef<ReadonlySet<string>>(new Set())
  // Effect, because the announcer is outside React.
  useEffect(() => {
    for (const batch of batches) if (batch.endedAt !== null && runningIds.current.has(batch.id)) announce(writeHeadline(batch))
    runningIds.current = new Set(batches.filter(({ endedAt }) => endedAt === null).map(({ id }) => id))
  })
}
