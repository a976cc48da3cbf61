import type { Query, QueryClient } from '@tanstack/react-query'
import { Refusal } from '#api/http/request.ts'
import { isThere, versionsKey } from '#api/queries/versions.ts'

/** How often what is on screen is read again because people walk on, at most, in milliseconds. */
const calm = 1_500

/** What is read again, and when. */
export interface ReReading {
  /** Something happened to a version. However much happens at once, it is read once. */
  readonly changed: () => void
  /** People have walked on. */
  readonly walkedOn: () => void
  /** Anything may be different. Resolves once everything on screen has been read again, or could not be. */
  readonly everything: () => Promise<void>
}

/** Reads again what the console shows, for as little as is known about what is different. */
export function reReading(client: QueryClient, now: () => number = () => performance.now()): ReReading {
  let busy: 'numbers' | 'changes' | null = null
  let again = false
  let lastWalk = -Infinity

  const there = ({ queryKey }: Query): boolean => isThere(client, queryKey)

  /** The numbers in a dialog stand still while somebody decides: they have a time of their own. What is refused stays refused as time goes on. */
  const moves = (query: Query): boolean => there(query) && query.queryKey[1] !== 'impact' && !(query.state.error instanceof Refusal)

  const readChanges = async () => {
    busy = 'changes'
    do {
      // What comes in the same piece is one change.
      await Promise.resolve()
      again = false
      await client.invalidateQueries({ queryKey: versionsKey, predicate: there })
    } while (again)
    busy = null
  }

  const readNumbers = async () => {
    busy = 'numbers'
    lastWalk = now()
    await client.refetchQueries({ queryKey: versionsKey, type: 'active', predicate: moves }, { cancelRefetch: false })
    if (busy === 'numbers') busy = null
  }

  return {
    changed: () => {
      if (busy === 'changes') again = true
      else void readChanges()
    },
    walkedOn: () => {
      if (busy === null && now() - lastWalk >= calm) void readNumbers()
    },
    everything: () => client.invalidateQueries({ predicate: there }),
  }
}
