import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { intentOptions, type Intent } from '#api/actions.ts'
import type { Version } from '#api/contract/version.ts'
import { Unreachable, Unreadable } from '#api/http.ts'

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Everything of an intent but its key. */
type Wish = Omit<Intent, 'key'>

const same = (a: Wish, b: Wish) => a.action === b.action && a.versionId === b.versionId && JSON.stringify(a.body) === JSON.stringify(b.body)

/**
 * Sends what a person confirms: one request however often it is confirmed while one is under way.
 * If an answer was lost, confirming the same again sends the same intent under the same key, so that it happens once at most.
 */
export function useIntent(onDone: (result: Version) => void) {
  const mutation = useMutation(intentOptions(useQueryClient()))
  const underWay = useRef(false)
  const unanswered = useRef<Intent | null>(null)
  const confirm = (wish: Wish) => {
    if (underWay.current) return
    underWay.current = true
    const lost = unanswered.current
    const intent = lost !== null && same(lost, wish) ? lost : { ...wish, key: newKey() }
    mutation.mutate(intent, {
      onSuccess: onDone,
      onError: (error) => {
        unanswered.current = error instanceof Unreachable || error instanceof Unreadable ? intent : null
      },
      onSettled: () => {
        underWay.current = false
      },
    })
  }
  return { confirm, busy: mutation.isPending, error: mutation.error, forget: mutation.reset }
}
