import type { QueryClient } from '@tanstack/react-query'
import { deliver, settleIntent, type Fate, type Stage } from './deliver-command.ts'
import type { Intent } from './command.ts'
import { keepNewest } from '#api/cache/monotonic-reads.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { forgetUnsettled, rememberUnsettled, type Unsettled } from './pending-command-storage.ts'
import { versionOptions, versionsKey } from '#api/queries/versions.ts'
import { wait, waitForReason } from '#api/http/delay.ts'

/** How long what is on screen may take to be read again before it is told what came of an intent, in milliseconds. Whoever lost is told within a second. */
const mostDelay = { done: 3_000, refused: 500, withdrawn: 500 } as const

/** How often it is tried to read who is signed in, in milliseconds. */
const retryEvery = 1_500

/** Makes what is remembered true again once the fate of an intent is known: what the answer tells at once, and everything by reading it again. */
async function comeTrue(client: QueryClient, fate: Exclude<Fate, { kind: 'foreign' }>, over: AbortSignal): Promise<void> {
  keepNewest(client, fate)
  // What was just deleted is known to be gone: asking for it again would only fail.
  const gone = fate.kind === 'done' && fate.version.deletedAt !== null ? fate.version : null
  if (gone) client.setQueryData(versionOptions(gone.id).queryKey, gone)
  const read = Promise.all([
    client.invalidateQueries({ queryKey: versionsKey, predicate: ({ queryKey }) => gone === null || !queryKey.includes(gone.id) }),
    // What is refused may not be permitted any more.
    fate.kind === 'refused' && client.invalidateQueries({ queryKey: sessionOptions.queryKey }),
  ])
  await Promise.race([read, wait(mostDelay[fate.kind], over)])
}

async function settled(client: QueryClient, key: string, fate: Promise<Fate>, over: AbortSignal): Promise<Fate> {
  const known = await fate
  if (known.kind === 'foreign') return known
  void (known.kind === 'refused' ? known.sealed : Promise.resolve()).then(() => forgetUnsettled(key))
  await comeTrue(client, known, over)
  return known
}

/** What follows an intent on its way. */
interface Follower {
  readonly client: QueryClient
  /** Told how far it is. */
  readonly onStage: (stage: Stage) => void
  /** The page is gone: nothing is told any more. */
  readonly over: AbortSignal
}

/**
 * Carries out what somebody has confirmed, and answers what became of it once the screen says so, too. Never queued and never repeated: it cannot be
 * taken back. Until its fate is known it is remembered beyond a reload, so that somebody is told even then.
 */
export function confirmIntent(intent: Intent, { client, onStage, over }: Follower): Promise<Fate> {
  rememberUnsettled(intent)
  return settled(client, intent.key, deliver(intent, onStage, over), over)
}

/** Who is signed in, as soon as that can be read. */
async function personNow(client: QueryClient, over: AbortSignal): Promise<string | null> {
  while (!over.aborted) {
    const session = await client.query(sessionOptions).catch(() => null)
    if (session) return session.person.id
    await waitForReason(retryEvery, over)
  }
  return null
}

/** Finds out what became of an intent that was confirmed on the page before. */
export async function recallIntent(intent: Unsettled, { client, onStage, over }: Follower): Promise<Fate> {
  onStage('checking')
  if ((await personNow(client, over)) !== intent.personId) return { kind: 'foreign' }
  return settled(client, intent.key, settleIntent(intent, onStage, over), over)
}
