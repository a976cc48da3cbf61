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

/** What became of the last replay: how many commands are sent again, and why the others are not, by their identifiers. */
interface ReplayResult {
  readonly replayed: number
  readonly failures: ReadonlyMap<string, string>
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

/** Replays commands one after the other, in the order of the list. Where no answer arrives, or nobody is signed in, the rest is not tried. */
export function useReplay() {
  const client = useQueryClient()
  const failureSentence = useReplayFailureSentence()
  const [result, setResult] = useState<ReplayResult | null>(null)
  const replay = async (commands: readonly DeadCommand[]): Promise<void> => {
    setResult(null)
    const failures = new Map<string, string>()
    let replayed = 0
    for (const { id } of commands) {
      const error = await replayEngineCommand(client, id).then(
        () => null,
        (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(String(thrown))),
      )
      if (error === null) replayed++
      else failures.set(id, failureSentence(error))
      if (error !== null && !(error instanceof ProblemError && error.problem.code !== 'unauthenticated')) break
    }
    setResult({ replayed, failures })
    await client.invalidateQueries({ queryKey: engineCommandsOptions.queryKey })
  }
  return { result, replay }
}
