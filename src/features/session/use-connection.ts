import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { getConnection } from '#api/cache/client-state.ts'
import { canAct, type ConnectionState, type SessionExpired } from '#api/connection/connection.ts'

/** A part of the connection's state. `select` has to return the same value as long as that part does not change. */
export function useConnection<T>(select: (state: ConnectionState) => T): T {
  const { subscribe, getState } = getConnection(useQueryClient())
  return useSyncExternalStore(subscribe, () => select(getState()))
}

/** Whether actions are possible: false while the data is stale, refetching after sleep, or the session has expired. */
export const useCanAct = (): boolean => useConnection(canAct)

/** The sign-in address if the session has expired; `null` while it is valid. */
export const useSessionExpired = (): SessionExpired | null => useConnection(({ sessionExpired }) => sessionExpired)
