import { useSyncExternalStore } from 'react'
import { canAct, subscribeCanAct } from '#api/cache/stale-data.ts'

/** Whether what is on screen may be acted on: not while it is too old, being read again after a sleep, or nobody is signed in. */
export const useCanAct = (): boolean => useSyncExternalStore(subscribeCanAct, canAct)
