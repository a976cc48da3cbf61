import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { getConnection } from '#api/cache/client-state.ts'
import '#i18n/list-messages.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import type { ExportRunProps } from './export-button.tsx'
import { runExport } from './run-export.ts'

/** An export, from its beginning to its end: how far it is, and that the button cancels it. It is cancelled when it is unmounted. */
export function ExportRun({ filter, onEnd }: ExportRunProps) {
  const t = useTranslations()
  const format = useFormatter()
  const announce = useAnnounce()
  const client = useQueryClient()
  const [share, setShare] = useState(0)
  const run = useEffectEvent(async (signal: AbortSignal) => {
    try {
      const count = await runExport(getConnection(client), filter, setShare, signal)
      announce(t('export.done', { count }))
      onEnd('none')
    } catch (error) {
      if (signal.aborted) announce(t('export.cancelled'))
      else onEnd(error instanceof Error ? error : new Error(String(error)))
    }
  })
  // Effect, because a request is outside React.
  useEffect(() => {
    const controller = new AbortController()
    void run(controller.signal)
    return () => controller.abort()
  }, [])
  return <span>{t('export.cancel', { percent: format.number(share, { style: 'percent' }) })}</span>
}
