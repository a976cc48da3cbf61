import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { PersonLookUp } from '#api/contract/entrances/person-look-up.ts'
import { findPerson } from '#api/queries/engine/find-person.ts'

/** The look-up on the page. */
export type LookUpState =
  | { readonly state: 'none' }
  | { readonly state: 'reading'; readonly id: string }
  | { readonly state: 'found'; readonly id: string; readonly found: PersonLookUp }
  | { readonly state: 'failed'; readonly id: string; readonly error: Error }

/** Looks persons up, one after the other. The last one counts: the answer about an earlier one is dropped. Nothing is kept when the page is left. */
export function usePersonLookUp() {
  const client = useQueryClient()
  const [lookUp, setLookUp] = useState<LookUpState>({ state: 'none' })
  const controller = useRef<AbortController>(undefined)
  // Effect, because the request is outside React.
  useEffect(() => () => controller.current?.abort(), [])
  const find = async (id: string): Promise<void> => {
    // Each look-up leaves a trace: one that is under way is not begun again.
    if (lookUp.state === 'reading' && lookUp.id === id) return
    controller.current?.abort()
    const { signal } = (controller.current = new AbortController())
    setLookUp({ state: 'reading', id })
    const result = await findPerson(client, id, signal).then(
      (found): LookUpState => ({ state: 'found', id, found }),
      (error: unknown): LookUpState => ({ state: 'failed', id, error: error instanceof Error ? error : new Error(String(error)) }),
    )
    if (!signal.aborted) setLookUp(result)
  }
  return { lookUp, find }
}
