import { mutationOptions, type QueryClient } from '@tanstack/react-query'
import type { Action } from '#domain/lifecycle.ts'
import { segments } from './contract/requests.ts'
import { versionSchema } from './contract/version.ts'
import { ask, Refusal } from './http.ts'
import { tellOtherTabs } from './other-tabs.ts'
import { sessionOptions } from './session.ts'
import { versionsKey } from './versions.ts'

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

/**
 * Carries out an intent and answers the version it led to, once everything on screen has been read again.
 * Never queued, never repeated by itself, never remembered: it cannot be taken back.
 */
export const intentOptions = (client: QueryClient) =>
  mutationOptions({
    mutationFn: ({ action, versionId, revision, key, body }: Intent) =>
      ask(versionSchema, `/api/versions/${encodeURIComponent(versionId)}/${segments[action]}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'if-match': `"r${revision}"`, 'idempotency-key': key },
        body: JSON.stringify(body),
      }),
    networkMode: 'always',
    retry: 0,
    onSettled: async (result, error) => {
      tellOtherTabs()
      // What was just deleted is known to be gone: asking for it again would only fail.
      const gone = result?.deletedAt ? result.id : null
      await Promise.all([
        client.invalidateQueries({ queryKey: versionsKey, predicate: ({ queryKey }) => gone === null || !queryKey.includes(gone) }),
        // What was refused may be no longer permitted.
        error instanceof Refusal && client.invalidateQueries({ queryKey: sessionOptions.queryKey }),
      ])
    },
  })
