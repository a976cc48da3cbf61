import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react'
import { useLocation } from 'react-router'
import type { Version } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { focusInSight } from '#ui/input/focus-fallback.ts'
import { ActionContext, type PendingConfirmation, type CompletedAction, type ActionTarget } from '#features/actions/state/action-context.ts'
import { findFirstConnected, listReturnFocusCandidates } from '#features/actions/state/focus-restoration.ts'
import { loadDialogs } from './lazy-dialogs.ts'
import { isForConfirmation, type PendingCommand } from '#features/actions/state/pending-command.ts'
import { useCompletedSentence } from '#features/version/use-completed-sentence.ts'
import { usePendingCommands } from '#features/actions/state/use-pending-commands.ts'

const ActionDialog = lazy(async () => ({ default: (await loadDialogs()).ActionDialog }))

const DialogHistory = lazy(async () => ({ default: (await loadDialogs()).DialogHistory }))

/** Owns the open action dialog, the pending commands and the recently completed actions. */
export function ActionProvider({ children }: { readonly children: ReactNode }) {
  const announce = useAnnounce()
  const completedSentence = useCompletedSentence()
  const { pathname } = useLocation()
  const [lastPathname, setLastPathname] = useState(pathname)
  const [pendingConfirmation, setPendingConfirmation] = useState<PendingConfirmation | null>(null)
  const [hasOpened, setHasOpened] = useState(false)
  const [lastCompleted, setLastCompleted] = useState<CompletedAction | null>(null)
  const [recentlyActedIds, setRecentlyActedIds] = useState<readonly string[]>([])
  const { pendingCommands, track, remove } = usePendingCommands((pendingCommand: PendingCommand, result: Version) => {
    const { action, versionId, returnFocusTo } = pendingCommand
    announce(completedSentence(action, result))
    setRecentlyActedIds((before) => (result.deletedAt === null ? [...before, versionId] : before))
    setLastCompleted({ action, version: result, returnFocusTo })
    setPendingConfirmation((now) => (isForConfirmation(pendingCommand, now) ? null : now))
  })
  // A confirmation has no address: every navigation closes it.
  if (lastPathname !== pathname) {
    setLastPathname(pathname)
    setPendingConfirmation(null)
    setRecentlyActedIds([])
  }
  const actions = useMemo(
    () => ({
      pendingConfirmation,
      requestAction: (action: Action, version: ActionTarget) => {
        setHasOpened(true)
        setPendingConfirmation({
          action,
          version,
          returnFocusTo: [...listReturnFocusCandidates(document.activeElement), ...(lastCompleted?.returnFocusTo ?? [])],
        })
      },
      recentlyActedIds,
      clearRecentlyActed: () => setRecentlyActedIds([]),
      lastCompleted,
      dismissCompleted: () => setLastCompleted(null),
      pendingCommands: pendingCommands.filter((pendingCommand) => !isForConfirmation(pendingCommand, pendingConfirmation)),
      dismissCommand: ({ key }: PendingCommand) => remove((pendingCommand) => pendingCommand.key === key),
    }),
    [pendingConfirmation, recentlyActedIds, lastCompleted, pendingCommands, remove],
  )
  const leaveConfirmation = (next: PendingConfirmation | null) => {
    // The user has read the result in the dialog.
    remove((pendingCommand) => isForConfirmation(pendingCommand, pendingConfirmation) && pendingCommand.rejection !== null)
    setPendingConfirmation(next)
  }
  return (
    <ActionContext value={actions}>
      {children}
      <Suspense>
        {hasOpened && <DialogHistory isOpen={pendingConfirmation !== null} onBack={() => leaveConfirmation(null)} />}
        {pendingConfirmation && (
          <ActionDialog
            confirmation={pendingConfirmation}
            pendingCommand={pendingCommands.find((pendingCommand) => isForConfirmation(pendingCommand, pendingConfirmation)) ?? null}
            onConfirm={(command, run) => {
              const { key, action, versionId } = command
              const { version, returnFocusTo } = pendingConfirmation
              void track({ key, action, versionId, version, returnFocusTo, progress: 'sending', rejection: null }, run)
            }}
            onSwitch={(action) => leaveConfirmation({ ...pendingConfirmation, action })}
            onCancel={() => leaveConfirmation(null)}
            onClosed={() => focusInSight(findFirstConnected(pendingConfirmation.returnFocusTo))}
          />
        )}
      </Suspense>
    </ActionContext>
  )
}
