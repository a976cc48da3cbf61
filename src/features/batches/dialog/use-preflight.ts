import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { preflightLifetimeMs, type Preflight } from '#api/contract/batches/preflight.ts'
import { requestPreflight } from '#api/queries/batches.ts'
import type { BatchRequest } from '#features/batches/state/batches-context.ts'

/** What is known of a preflight. */
export type PreflightState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly preflight: Preflight }
  | { readonly kind: 'failed'; readonly error: Error }

const loading: PreflightState = { kind: 'loading' }

/**
 * Asks for the preflight of a selection, once for each action and user: it is not a query, because a refetch would freeze another selection
 * than the one on screen. It is asked for again when it is too old to start a batch; `wasRenewed`: that has happened.
 */
export function usePreflight({ action, selection }: BatchRequest, userId: string) {
  const client = useQueryClient()
  const [attempt, setAttempt] = useState(0)
  const [renewals, setRenewals] = useState(0)
  const [answer, setAnswer] = useState<{ readonly id: string; readonly state: PreflightState } | null>(null)
  const id = `${action} ${userId} ${attempt} ${renewals}`
  // Effect, because the backend is outside React.
  useEffect(() => {
    const abort = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (state: PreflightState): void => {
      if (abort.signal.aborted) return
      setAnswer({ id, state })
      if (state.kind === 'loaded') timer = setTimeout(() => setRenewals((count) => count + 1), preflightLifetimeMs)
    }
    requestPreflight(client, { action, ...selection }, abort.signal).then(
      (preflight) => show({ kind: 'loaded', preflight }),
      (error: Error) => show({ kind: 'failed', error }),
    )
    return () => {
      abort.abort()
      clearTimeout(timer)
    }
  }, [client, action, selection, id])
  return {
    state: answer?.id === id ? answer.state : loading,
    wasRenewed: renewals > 0,
    retry: () => setAttempt((count) => count + 1),
    renew: () => setRenewals((count) => count + 1),
  }
}
