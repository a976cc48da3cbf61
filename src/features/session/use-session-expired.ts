import { useSyncExternalStore } from 'react'
import { subscribeSessionExpiry, getSessionExpired, type SessionExpired } from '#api/session/session-expiry.ts'

/** Whether nobody is signed in any more, and where that can be done; `null` while somebody is. */
export const useSessionExpired = (): SessionExpired | null => useSyncExternalStore(subscribeSessionExpiry, getSessionExpired)
