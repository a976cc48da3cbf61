import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { getConnection } from '#api/cache/client-state.ts'
import type { ListFilter } from '#api/queries/list.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { Button } from '#ui/input/button.tsx'
import { TextPart } from '#ui/text-part.tsx'
import styles from './export-button.module.css'

/** Saves the journeys that match as CSV. While that goes on, the same button cancels it and tells how far it is. */
export function ExportButton({ filter }: { readonly filter: ListFilter }) {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const announce = useAnnounce()
  const client = useQueryClient()
  const running = useRef<AbortController | null>(null)
  const [share, setShare] = useState<number | null>(null)
  const [failure, setFailure] = useState<Error | null>(null)
  const start = async () => {
    const controller = new AbortController()
    running.current = controller
    setFailure(null)
    setShare(0)
    try {
      const { runExport } = await import('./run-export.ts')
      const count = await runExport(getConnection(client), filter, setShare, controller.signal)
      announce(t('home.exported', { count }))
    } catch (error) {
      if (controller.signal.aborted) announce(t('home.exportCancelled'))
      else setFailure(error instanceof Error ? error : new Error(String(error)))
    }
    setShare(null)
  }
  // Effect, because a request is outside React: it ends with the page.
  useEffect(() => () => running.current?.abort(), [])
  const percent = share === null ? null : format.number(share, { style: 'percent' })
  return (
    <div className={styles.export}>
      <Button
        variant="quiet"
        onPress={() => {
          if (share === null) void start()
          else running.current?.abort()
        }}
      >
        {percent === null ? t('home.export') : t('home.cancelExport', { percent })}
      </Button>
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          <TextPart>{`${t('home.exportFailed')} ${failureSentence(failure)}`}</TextPart>
        </p>
      )}
    </div>
  )
}
