import { useInfiniteQuery } from '@tanstack/react-query'
import { use, useEffect, useEffectEvent, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { Batch } from '#api/contract/batches/batch.ts'
import { batchesOptions } from '#api/queries/batches.ts'
import { useActions } from '#features/actions/state/action-context.ts'
import { findFirstConnected } from '#features/actions/state/focus-restoration.ts'
import toastList from '#features/actions/toasts/toast-list.module.css'
import '#i18n/batch-messages.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { focusInSight } from '#ui/input/focus-fallback.ts'
import { BatchDialog } from './dialog/batch-dialog.tsx'
import { BatchCommandNotice } from './panel/batch-command-notice.tsx'
import { BatchNotice } from './panel/batch-notice.tsx'
import { BatchesPanel } from './panel/batches-panel.tsx'
import { BatchesStateContext, useBatches, type BatchRequest } from './state/batches-context.ts'
import { findNewestEnd, listUnseen, loadSeenUntil, saveSeenUntil } from './state/seen-batches.ts'
import { useAnnouncedEnds } from './state/use-announced-ends.ts'
import { useBatchCommands } from './state/use-batch-commands.ts'

/** Which batches the user has not seen. `see`: all that have ended by now have been seen. */
function useUnseenBatches(batches: readonly Batch[]) {
  const [seenUntil, setSeenUntil] = useState(loadSeenUntil)
  const [hiddenIds, setHiddenIds] = useState<readonly string[]>([])
  return {
    unseen: listUnseen(batches, seenUntil).filter(({ id, endedAt }) => endedAt !== null || !hiddenIds.includes(id)),
    see: () => {
      const newest = findNewestEnd(batches)
      if (newest > seenUntil) {
        setSeenUntil(newest)
        saveSeenUntil(newest)
      }
    },
    /** Hides the notice of a batch that runs. */
    hide: (id: string) => setHiddenIds((now) => [...now, id]),
  }
}

/** The dialog, the panel and the notices of batches, and the commands on them, which go on when the dialog is left. */
export function BatchesRoot() {
  const t = useTranslations()
  const announce = useAnnounce()
  const { request, panel } = use(BatchesStateContext)
  const { requestBatch, dismissRequest, showBatches, hideBatches } = useBatches()
  const { openOverlay } = useActions()
  const commands = useBatchCommands()
  const list = useInfiniteQuery(batchesOptions())
  const batches = list.data?.pages.flatMap((page) => page.items) ?? []
  const { unseen, see, hide } = useUnseenBatches(batches)
  useAnnouncedEnds(batches)
  const shownCommand = commands.list.find((command) => command.request !== null && command.request === request) ?? null
  const leaveDialog = (left: BatchRequest) => {
    // The user has read the result in the dialog.
    if (shownCommand?.status.kind === 'failed') commands.dismiss(shownCommand.key)
    dismissRequest(left)
  }
  const closePanel = () => {
    see()
    hideBatches()
  }
  const onBack = useEffectEvent(() => (request === null ? closePanel() : leaveDialog(request)))
  const isOpen = request !== null || panel !== null
  // Effect, because the history is outside React.
  useEffect(() => (isOpen ? openOverlay(() => onBack()) : undefined), [isOpen, openOverlay])
  const shownBatch = panel === null ? unseen[0] : undefined
  const shownCommands = commands.list.filter((command) => command !== shownCommand && (command.request !== null || panel === null))
  return (
    <>
      {(shownBatch !== undefined || shownCommands.length > 0) && (
        <section aria-label={t('batches.title')}>
          <ul className={toastList.list}>
            {shownCommands.map((command) => (
              <BatchCommandNotice key={command.key} command={command} onDismiss={() => commands.dismiss(command.key)} />
            ))}
            {shownBatch && (
              <BatchNotice
                key={shownBatch.id}
                batch={shownBatch}
                onShow={() => showBatches(shownBatch.id)}
                onDismiss={() => (shownBatch.endedAt === null ? hide(shownBatch.id) : see())}
              />
            )}
          </ul>
        </section>
      )}
      {request && (
        <BatchDialog
          request={request}
          pendingCommand={shownCommand}
          run={commands.run}
          onStarted={(count) => {
            request.onStarted()
            announce(t(`batch.started.${request.action}`, { count }))
            dismissRequest(request)
          }}
          onSwitch={(next) => {
            if (shownCommand?.status.kind === 'failed') commands.dismiss(shownCommand.key)
            requestBatch(next)
          }}
          onCancel={() => leaveDialog(request)}
          onClosed={() => focusInSight(findFirstConnected(request.returnFocusTo))}
        />
      )}
      {panel && (
        <BatchesPanel
          list={list}
          expandedId={panel.batchId}
          commands={commands}
          onExpand={showBatches}
          onClose={closePanel}
          onClosed={() => focusInSight(findFirstConnected(panel.returnFocusTo))}
        />
      )}
    </>
  )
}
