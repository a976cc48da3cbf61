import { useSyncExternalStore } from 'react'
import { subscribeSessionExpiry, getSessionExpired, type SessionExpired } from '#api/session/session-expiry.ts'

/** The sign-in address if the session has expired; `null` while it is valid. */
export const useSessionExpired = (): SessionExpired | null => useSyncExternalStore(subscribeSessionExpiry, getSessionExpired)
