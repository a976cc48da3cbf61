import { useSyncExternalStore } from 'react'
import { onSignedOut, signedOut, type SignedOut } from '#api/session/session-expiry.ts'

/** Whether nobody is signed in any more, and where that can be done; `null` while somebody is. */
export const useSignedOut = (): SignedOut | null => useSyncExternalStore(onSignedOut, signedOut)
