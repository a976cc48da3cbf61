import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { CommandOutcome, CommandProgress } from '#api/commands/deliver-command.ts'
import type { Version } from '#api/contract/version.ts'
import { loadPendingCommands } from '#api/commands/pending-command-storage.ts'
import { versionOptions } from '#api/queries/version.ts'
import type { PendingCommand } from './pending-command.ts'

/** Sends an intent, or asks for it, and answers what became of it. */
export type RunCommand = (onProgress: (progress: CommandProgress) => void, signal: AbortSignal) => Promise<CommandOutcome>

/** Follows intents to their fates, also those of the page before. `onCompleted` is told of those that were carried out. */
export function usePendingCommands(onCompleted: (pendingCommand: PendingCommand, version: Version) => void) {
  const client = useQueryClient()
  const [pendingCommands, setPendingCommands] = useState<readonly PendingCommand[]>([])
  const inFlight = useRef(new Set<string>())
  const pageController = useRef(new AbortController())

  const update = (key: string, patch: Partial<PendingCommand>) =>
    setPendingCommands((all) =>
      all.map((pendingCommand) => (pendingCommand.key === key ? { ...pendingCommand, ...patch } : pendingCommand)),
    )
  const remove = (shouldRemove: (pendingCommand: PendingCommand) => boolean) =>
    setPendingCommands((all) => all.filter((pendingCommand) => !shouldRemove(pendingCommand)))

  const track = async (pendingCommand: PendingCommand, run: RunCommand) => {
    const { key, action, versionId } = pendingCommand
    const commandKey = `${action} ${versionId}`
    if (inFlight.current.has(commandKey)) return
    inFlight.current.add(commandKey)
    setPendingCommands((all) => [...all.filter((other) => other.action !== action || other.versionId !== versionId), pendingCommand])
    // Where even the code for it cannot be fetched it stays remembered, too: the next page asks.
    const outcome = await run((progress) => update(key, { progress }), pageController.current.signal).catch((): CommandOutcome => ({
      kind: 'otherUser',
    }))
    inFlight.current.delete(commandKey)
    if (outcome.kind === 'succeeded' || outcome.kind === 'otherUser') remove((other) => other.key === key)
    if (outcome.kind === 'succeeded') return onCompleted(pendingCommand, outcome.version)
    if (outcome.kind === 'otherUser') return
    const version = pendingCommand.version ?? (await client.query(versionOptions(versionId)).catch(() => null))
    update(key, { version, rejection: outcome.kind === 'cancelled' ? 'cancelled' : outcome.error })
  }

  const recover = useEffectEvent(track)
  // What was confirmed on the page before lies outside of React, and so does the end of this one.
  useEffect(() => {
    const controller = new AbortController()
    pageController.current = controller
    for (const storedCommand of loadPendingCommands()) {
      const { key, action, versionId } = storedCommand
      void recover(
        { key, action, versionId, version: null, returnFocusTo: [], progress: 'lookingUp', rejection: null },
        async (onProgress) => {
          const { recoverCommand } = await import('#api/commands/run-command.ts')
          return recoverCommand(storedCommand, { client, onProgress, signal: controller.signal })
        },
      )
    }
    return () => controller.abort()
  }, [client])

  return { pendingCommands, track, remove }
}
