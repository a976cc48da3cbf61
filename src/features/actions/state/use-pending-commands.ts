import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { CommandOutcome, CommandProgress } from '#api/commands/deliver-command.ts'
import type { Version } from '#api/contract/version.ts'
import { loadPendingCommands } from '#api/commands/pending-command-storage.ts'
import { versionOptions } from '#api/queries/version.ts'
import type { Pursuit } from './pending-command.ts'

/** Sends an intent, or asks for it, and answers what became of it. */
export type Run = (onStage: (stage: CommandProgress) => void, over: AbortSignal) => Promise<CommandOutcome>

/** Follows intents to their fates, also those of the page before. `onDone` is told of those that were carried out. */
export function usePursuits(onDone: (pursuit: Pursuit, version: Version) => void) {
  const client = useQueryClient()
  const [pursuits, setPursuits] = useState<readonly Pursuit[]>([])
  const underWay = useRef(new Set<string>())
  const over = useRef(new AbortController())

  const change = (key: string, to: Partial<Pursuit>) =>
    setPursuits((all) => all.map((pursuit) => (pursuit.key === key ? { ...pursuit, ...to } : pursuit)))
  const drop = (drops: (pursuit: Pursuit) => boolean) => setPursuits((all) => all.filter((pursuit) => !drops(pursuit)))

  const follow = async (pursuit: Pursuit, run: Run) => {
    const { key, action, versionId } = pursuit
    const what = `${action} ${versionId}`
    if (underWay.current.has(what)) return
    underWay.current.add(what)
    setPursuits((all) => [...all.filter((other) => other.action !== action || other.versionId !== versionId), pursuit])
    // Where even the code for it cannot be fetched it stays remembered, too: the next page asks.
    const fate = await run((stage) => change(key, { stage }), over.current.signal).catch((): CommandOutcome => ({ kind: 'otherUser' }))
    underWay.current.delete(what)
    if (fate.kind === 'succeeded' || fate.kind === 'otherUser') drop((other) => other.key === key)
    if (fate.kind === 'succeeded') return onDone(pursuit, fate.version)
    if (fate.kind === 'otherUser') return
    const version = pursuit.version ?? (await client.query(versionOptions(versionId)).catch(() => null))
    change(key, { version, failed: fate.kind === 'cancelled' ? 'cancelled' : fate.error })
  }

  const recall = useEffectEvent(follow)
  // What was confirmed on the page before lies outside of React, and so does the end of this one.
  useEffect(() => {
    const page = new AbortController()
    over.current = page
    for (const intent of loadPendingCommands()) {
      const { key, action, versionId } = intent
      void recall({ key, action, versionId, version: null, returnTo: [], stage: 'lookingUp', failed: null }, async (onStage) => {
        const { recoverCommand } = await import('#api/commands/run-command.ts')
        return recoverCommand(intent, { client, onProgress: onStage, signal: page.signal })
      })
    }
    return () => page.abort()
  }, [client])

  return { pursuits, follow, drop }
}
