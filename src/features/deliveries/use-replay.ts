import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { EngineCommands } from '#api/contract/engine/engine-commands.ts'
import { ProblemError } from '#api/http/errors.ts'
import { engineCommandsOptions, replayEngineCommand } from '#api/queries/engine/engine-commands.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import './delivery-messages.ts'

type DeadCommand = EngineCommands['items'][number]

/** What became of the commands of the last replay, as numbers. `unanswered`: it is not known. `untried`: one before them got no answer. */
export interface ReplayResult {
  readonly replayed: number
  readonly refused: number
  readonly unanswered: number
  readonly untried: number
}

/** Returns a sentence that says why a command could not be replayed. */
function useReplayFailureSentence() {
  const t = useTranslations()
  const labels = useVersionLabels()
  const failureSentence = useFailureSentence()
  return (error: Error): string => {
    if (!(error instanceof ProblemError)) return `${failureSentence(error)} ${t('deliveries.unanswered')}`
    const { code, reasonCode, detail } = error.problem
    if (code === 'not-found') return t('deliveries.gone')
    return code === 'forbidden' ? (labels.reasonText(reasonCode ?? '', 'publish') ?? detail) : failureSentence(error)
  }
}

/**
 * Replays commands one after the other, in the order of the list. Where no answer arrives, or nobody is signed in, the rest is not tried.
 * `failures`: why a command was not replayed when it was last tried, by its identifier.
 */
export function useReplay() {
  const client = useQueryClient()
  const failureSentence = useReplayFailureSentence()
  const [result, setResult] = useState<ReplayResult | null>(null)
  const [failures, setFailures] = useState<ReadonlyMap<string, string>>(new Map())
  const replay = async (commands: readonly DeadCommand[]): Promise<void> => {
    setResult(null)
    // Another command may be replayed at the same time: its failure stays.
    setFailures((known) => new Map([...known].filter(([id]) => !commands.some((command) => command.id === id))))
    const counts = { replayed: 0, refused: 0, unanswered: 0 }
    for (const { id } of commands) {
      const error = await replayEngineCommand(client, id).then(
        () => null,
        (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown))),
      )
      counts[error === null ? 'replayed' : error instanceof ProblemError ? 'refused' : 'unanswered']++
      if (error !== null) setFailures((known) => new Map(known).set(id, failureSentence(error)))
      if (error !== null && !(error instanceof ProblemError && error.problem.code !== 'unauthenticated')) break
    }
    setResult({ ...counts, untried: commands.length - counts.replayed - counts.refused - counts.unanswered })
    await client.invalidateQueries({ queryKey: engineCommandsOptions.queryKey })
  }
  return { result, failures, replay }
}
