import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { ListFilter } from '#api/queries/list.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { Button } from '#ui/input/button.tsx'
import { createLoadable } from '#ui/loadable.tsx'
import { TextPart } from '#ui/text-part.tsx'
import styles from './export-button.module.css'

export interface ExportRunProps {
  readonly filter: ListFilter
  readonly onEnd: (state: ExportState) => void
}

/** An error: why the last export failed. */
type ExportState = 'none' | 'running' | Error

/** Stands for an export whose code cannot be loaded. */
function ExportNotLoaded({ onEnd }: ExportRunProps) {
  const end = useEffectEvent(() => onEnd(new Error('not loaded')))
  // Effect, because the state is that of the component around it.
  useEffect(() => end(), [])
  return null
}

const ExportRun = createLoadable(async () => (await import('./export-run.tsx')).ExportRun, { failure: ExportNotLoaded })

/** Saves the journeys that match as CSV. While that goes on, the same button cancels it and tells how far it is. */
export function ExportButton({ filter }: { readonly filter: ListFilter }) {
  const t = useTranslations()
  const failureSentence = useFailureSentence()
  const [state, setState] = useState<ExportState>('none')
  const name = t('home.export')
  return (
    <div className={styles.export}>
      <Button variant="quiet" onPress={() => setState(state === 'running' ? 'none' : 'running')}>
        {state === 'running' ? <ExportRun filter={filter} onEnd={setState} fallback={<span>{name}</span>} /> : name}
      </Button>
      {state instanceof Error && (
        <p role="alert" className={styles.failure}>
          <TextPart>{`${t('home.exportFailed')} ${failureSentence(state)}`}</TextPart>
        </p>
      )}
    </div>
  )
}
