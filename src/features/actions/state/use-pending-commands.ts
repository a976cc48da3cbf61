import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { CommandOutcome } from '#api/commands/deliver-command.ts'
import type { CommandProgress } from '#api/commands/delivery-state.ts'
import type { Version } from '#api/contract/version.ts'
import { loadPendingCommands } from '#api/commands/pending-command-storage.ts'
import { versionOptions } from '#api/queries/version.ts'
import type { PendingCommand } from './pending-command.ts'

/** Sends a command, or looks up its outcome, and returns the outcome. */
export type RunCommand = (onProgress: (progress: CommandProgress) => void, signal: AbortSignal) => Promise<CommandOutcome>

/** Follows commands to their outcomes, including those of the previous page load. `onCompleted` is called for each completed one. */
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
    // If this chunk fails to load, the command stays in storage, and the next page load looks it up.
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
  // Effect, because storage and page unload are outside React.
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
