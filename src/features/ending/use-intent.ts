import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type RefObject } from 'react'
import { intentOptions, isUnanswered, newKey, type Intent } from '#api/actions.ts'
import type { Version } from '#api/contract/version.ts'

/** Everything of an intent but its key. */
type Wish = Omit<Intent, 'key'>

const same = (a: Wish, b: Wish) => a.action === b.action && a.versionId === b.versionId && JSON.stringify(a.body) === JSON.stringify(b.body)

/**
 * Sends what a person confirms: one request however often it is confirmed while one is under way.
 * `unanswered` outlives the dialog: if an answer was lost, confirming the same again sends the same intent under the same key, so that it happens once at most.
 */
export function useIntent(unanswered: RefObject<Intent | null>, onDone: (result: Version) => void) {
  const [checking, setChecking] = useState(false)
  const mutation = useMutation(intentOptions(useQueryClient(), setChecking))
  const underWay = useRef(false)
  const confirm = (wish: Wish) => {
    if (underWay.current) return
    underWay.current = true
    const lost = unanswered.current
    const intent = lost !== null && same(lost, wish) ? lost : { ...wish, key: newKey() }
    mutation.mutate(intent, {
      onSuccess: onDone,
      onSettled: (_, error) => {
        unanswered.current = isUnanswered(error) ? intent : null
        underWay.current = false
        setChecking(false)
      },
    })
  }
  return { confirm, checking, busy: mutation.isPending, error: mutation.error, forget: mutation.reset }
}
