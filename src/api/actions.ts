import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { Action } from '#domain/lifecycle.ts'
import { segments } from './contract/requests.ts'
import { versionSchema, type Version } from './contract/version.ts'
import { ask, Refusal, Unreachable, Unreadable } from './http.ts'
import { sessionOptions } from './session.ts'
import { readVersion, versionOptions, versionsKey } from './versions.ts'

/** One confirmed intent. Its key makes it happen once at most, however often it is sent. */
export interface Intent {
  readonly action: Action
  readonly versionId: string
  /** What the person saw when confirming. */
  readonly revision: number
  readonly key: string
  /** As the action's request schema has it. */
  readonly body: object
}

/** A key for a new intent: 128 random bits. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Whether nobody can say, from this error, if what was asked has been done. */
export const isUnanswered = (error: Error | null): boolean => error instanceof Unreachable || error instanceof Unreadable

const send = ({ action, versionId, revision, key, body }: Intent): Promise<Version> =>
  ask(versionSchema, `/api/versions/${encodeURIComponent(versionId)}/${segments[action]}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'if-match': `"r${revision}"`, 'idempotency-key': key },
    body: JSON.stringify(body),
  })

/** Whether the version has changed since the intent: then the intent has happened, or never will. Unknown counts as no. */
const hasMovedOn = ({ versionId, revision }: Intent): Promise<boolean> =>
  readVersion(versionId).then(
    (version) => version.revision !== revision,
    (error: unknown) => error instanceof Refusal,
  )

/**
 * Carries out an intent and answers the version it led to, once everything on screen has been read again.
 * Never queued, never repeated by itself, never remembered: it cannot be taken back.
 * If no answer came, `onChecking` is called, and the backend is asked under the same key what became of it; only where the version has changed meanwhile,
 * because asking can then no longer do anything: its precondition has passed.
 */
export const intentOptions = (client: QueryClient, onChecking: (checking: boolean) => void) =>
  mutationOptions({
    mutationFn: async (intent: Intent) => {
      try {
        return await send(intent)
      } catch (error) {
        if (!(error instanceof Error) || !isUnanswered(error)) throw error
        onChecking(true)
        if (await hasMovedOn(intent)) return send(intent)
        throw error
      }
    },
    networkMode: 'always',
    retry: 0,
    onSettled: async (result, error) => {
      // What was just deleted is known to be gone: asking for it again would only fail.
      const gone = result && result.deletedAt !== null ? result : null
      if (gone) client.setQueryData(versionOptions(gone.id).queryKey, gone)
      await Promise.all([
        client.invalidateQueries({ queryKey: versionsKey, predicate: ({ queryKey }) => gone === null || !queryKey.includes(gone.id) }),
        // What is refused may not be permitted any more.
        error instanceof Refusal && client.invalidateQueries({ queryKey: sessionOptions.queryKey }),
      ])
    },
  })
