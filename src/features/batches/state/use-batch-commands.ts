import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { runBatchCommand, type BatchCommand } from '#api/commands/batch-command.ts'
import { createIdempotencyKey } from '#api/commands/command.ts'
import type { CommandProgress } from '#api/commands/delivery-state.ts'
import type { CommandFailure, PendingCommand } from '#api/commands/command-store.ts'
import type { Batch } from '#api/contract/batches/batch.ts'
import { sessionOptions } from '#api/queries/session.ts'
import type { BatchRequest } from './batches-context.ts'

/** A command on batches, without what is the same for all. */
export type BatchOrder = BatchCommand extends infer Command
  ? Command extends BatchCommand
    ? Omit<Command, 'key' | 'userId'>
    : never
  : never

/** A command on batches from its confirmation until the user has read its result. */
export interface PendingBatchCommand {
  readonly key: string
  /** Names what is done to what: the same command is not sent twice. */
  readonly target: string
  readonly kind: BatchCommand['kind']
  /** Where a batch was confirmed; `null` for a command on a batch. */
  readonly request: BatchRequest | null
  readonly status: PendingCommand<unknown>['status']
}

type Result = { readonly batch: Batch } | { readonly failure: CommandFailure | null }

const formatTarget = (order: BatchOrder): string => `${order.kind} ${order.kind === 'start' ? order.body.preflightId : order.batchId}`

/** The commands on batches that are pending or failed. `run` sends one, and follows it to its outcome. */
export function useBatchCommands() {
  const client = useQueryClient()
  const userId = useQuery(sessionOptions).data?.user.id ?? ''
  const [commands, setCommands] = useState<readonly PendingBatchCommand[]>([])
  const runningTargets = useRef(new Set<string>())
  const page = useRef(new AbortController())
  // Effect, because requests are outside React: nothing is reported after the page is left.
  useEffect(() => {
    page.current = new AbortController()
    return () => page.current.abort()
  }, [])
  const dismiss = (key: string) => setCommands((now) => now.filter((command) => command.key !== key))
  const update = (key: string, status: PendingBatchCommand['status']) =>
    setCommands((now) => now.map((command) => (command.key === key ? { ...command, status } : command)))
  const run = async (order: BatchOrder, request: BatchRequest | null = null): Promise<Result> => {
    const target = formatTarget(order)
    if (runningTargets.current.has(target)) return { failure: null }
    runningTargets.current.add(target)
    const key = createIdempotencyKey()
    const pending = { key, target, kind: order.kind, request, status: { kind: 'pending', progress: 'sending' } } as const
    setCommands((now) => [
      ...now.filter((command) => command.target !== target && (request === null || command.request !== request)),
      pending,
    ])
    const { signal } = page.current
    const onProgress = (progress: CommandProgress) => update(key, { kind: 'pending', progress })
    const outcome = await runBatchCommand({ ...order, key, userId }, { client, onProgress, signal }).catch((error: unknown) => {
      // An error of the console itself.
      reportError(error)
      return { kind: 'unexpected' } as const
    })
    runningTargets.current.delete(target)
    if (outcome.kind === 'succeeded' || outcome.kind === 'otherUser') {
      dismiss(key)
      return outcome.kind === 'succeeded' ? { batch: outcome.result } : { failure: null }
    }
    const failure = outcome.kind === 'rejected' ? outcome.error : outcome.kind
    update(key, { kind: 'failed', failure })
    return { failure }
  }
  return { list: commands, run, dismiss }
}

export type BatchCommands = ReturnType<typeof useBatchCommands>
