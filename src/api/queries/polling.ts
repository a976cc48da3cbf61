import { signedOut } from '#api/session/session-expiry.ts'

/** Whether the backend tells this tab what happens. Then nothing has to be asked for again and again. */
let told = false

/** From now on the backend tells what happens, or it does not. */
export const setTold = (now: boolean): void => void (told = now)

/** How long until something is read again, in milliseconds, where nobody tells that it has changed. While nobody is signed in nothing can be read. */
export const unlessTold = (ms: number) => (): number | false => (told || signedOut() !== null ? false : ms)
