import type { Action } from '#domain/lifecycle.ts'
import { outcomeSchema, type Outcome } from '#api/contract/operation.ts'
import { segments } from '#api/contract/requests.ts'
import { versionSchema, type Version } from '#api/contract/version.ts'
import { ask } from '#api/http/request.ts'

/** One thing that somebody has confirmed. Its key makes it happen once at most, however often it is delivered. */
export interface Intent {
  readonly action: Action
  readonly versionId: string
  /** Who confirmed it. */
  readonly personId: string
  /** What the person saw when confirming. */
  readonly revision: number
  readonly key: string
  /** As the action's request schema has it. */
  readonly body: object
}

/** A key for a new intent: 128 random bits. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

const post = (key: string, body: object, headers: Readonly<Record<string, string>> = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
  body: JSON.stringify(body),
})

/** Sends an intent; answers the version it led to. */
export const sendIntent = ({ action, versionId, revision, key, body }: Intent, signal: AbortSignal): Promise<Version> =>
  ask(versionSchema, `/api/versions/${encodeURIComponent(versionId)}/${segments[action]}`, {
    ...post(key, body, { 'if-match': `"r${revision}"` }),
    signal,
  })

/** What became of the intent with that key so far. */
export const readOutcome = (key: string, signal: AbortSignal): Promise<Outcome> => ask(outcomeSchema, `/api/intents/${key}`, { signal })

/** What became of the intent with that key, for good: if nothing has, nothing ever will. */
export const withdrawIntent = (key: string, signal: AbortSignal): Promise<Outcome> =>
  ask(outcomeSchema, `/api/intents/${key}/withdraw`, { ...post(key, {}), signal })
