import { setTimeout as delay } from 'node:timers/promises'

/** A connection of limited speed. */
export interface Link {
  /** Resolves when a response may begin. */
  readonly waitForLatency: () => Promise<unknown>
  /** Resolves when that many bytes have passed. Parallel responses share the speed. */
  readonly transfer: (byteCount: number) => Promise<unknown>
}

/** Responses are sent in pieces of this size, so that those under way share the link. */
export const pieceSize = 8_192

/**
 * A link that delays each response and limits the speed of all together. In the server and not in the browser: the browser's own emulation
 * does not reach a service worker.
 */
export function createSlowLink({ latencyMs, bitsPerSecond }: { readonly latencyMs: number; readonly bitsPerSecond: number }): Link {
  let freeAt = 0
  return {
    waitForLatency: () => delay(latencyMs),
    transfer: (byteCount) => {
      freeAt = Math.max(freeAt, performance.now()) + (byteCount * 8_000) / bitsPerSecond
      return delay(Math.max(0, freeAt - performance.now()))
    },
  }
}

/** A link without delay. */
export const fastLink: Link = { waitForLatency: async () => undefined, transfer: async () => undefined }
