import { getSessionExpired } from '#api/session/session-expiry.ts'

/** How often what is on screen is read again, in milliseconds, for changes made elsewhere, while nobody tells of them. */
export const versionPollMs = 5_000

/** Whether the backend tells this tab what happens. Then nothing has to be asked for again and again. */
let streaming = false

/** From now on the backend tells what happens, or it does not. */
export const setStreaming = (now: boolean): void => void (streaming = now)

/** How long until something is read again, in milliseconds, where nobody tells that it has changed. While nobody is signed in nothing can be read. */
export const pollWhenDisconnected = (ms: number) => (): number | false => (streaming || getSessionExpired() !== null ? false : ms)
