import { useSyncExternalStore } from 'react'
import { canAct, subscribeCanAct } from '#api/cache/stale-data.ts'

/** Whether actions are possible: false while the data is stale, refetching after sleep, or the session has expired. */
export const useCanAct = (): boolean => useSyncExternalStore(subscribeCanAct, canAct)
