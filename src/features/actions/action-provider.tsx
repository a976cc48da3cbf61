import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useLocation } from 'react-router'
import { createCommandStore } from '#api/commands/command-store.ts'
import type { Version } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { focusInSight } from '#ui/input/focus-fallback.ts'
import {
  ActionsContext,
  ActionStateContext,
  isForConfirmation,
  type ActionCommand,
  type ActionOrigin,
  type ActionTarget,
  type CompletedAction,
  type PendingConfirmation,
} from '#features/actions/state/action-context.ts'
import { findFirstConnected, listReturnFocusCandidates } from '#features/actions/state/focus-restoration.ts'
import { ActionDialog, DialogHistory } from './lazy-dialogs.ts'
import { useCompletedSentence } from '#features/version/use-completed-sentence.ts'

/** Owns the open action dialog, the pending commands and the recently completed actions. */
export function ActionProvider({ children }: { readonly children: ReactNode }) {
  const announce = useAnnounce()
  const completedSentence = useCompletedSentence()
  const { pathname } = useLocation()
  const [lastPathname, setLastPathname] = useState(pathname)
  const [pendingConfirmation, setPendingConfirmation] = useState<PendingConfirmation | null>(null)
  const [hasOpened, setHasOpened] = useState(false)
  const [overlay, setOverlay] = useState<{ readonly onBack: () => void } | null>(null)
  const [lastCompleted, setLastCompleted] = useState<CompletedAction | null>(null)
  const [recentlyActedIds, setRecentlyActedIds] = useState<readonly string[]>([])
  const client = useQueryClient()
  const [store] = useState(() => createCommandStore<ActionOrigin>({ client, getStorage: () => sessionStorage, reportError }))
  const pendingCommands = useSyncExternalStore(store.subscribe, store.getCommands)
  const showSuccess = useEffectEvent((command: ActionCommand, result: Version) => {
    const { action, origin } = command
    announce(completedSentence(action, result))
    setRecentlyActedIds((before) =>
      result.deletedAt === null ? [...before, ...command.targets.map(({ versionId }) => versionId)] : before,
    )
    setLastCompleted({ action, version: result, returnFocusTo: origin?.returnFocusTo ?? [] })
    setPendingConfirmation((now) => (isForConfirmation(command, now) ? null : now))
  })
  // Effect, because the commands, their storage and the end of the page are outside React.
  useEffect(() => store.recover((command, result) => showSuccess(command, result)), [store])
  // A confirmation has no address: every navigation closes it.
  if (lastPathname !== pathname) {
    setLastPathname(pathname)
    setPendingConfirmation(null)
    setRecentlyActedIds([])
  }
  const lastReturnFocusTo = useRef<readonly HTMLElement[]>([])
  // After each render, for the functions below, which stay the same.
  useLayoutEffect(() => {
    lastReturnFocusTo.current = lastCompleted?.returnFocusTo ?? []
  }, [lastCompleted])
  const actions = useMemo(
    () => ({
      requestAction: (action: Action, version: ActionTarget) => {
        setHasOpened(true)
        const returnFocusTo = [...listReturnFocusCandidates(document.activeElement), ...lastReturnFocusTo.current]
        setPendingConfirmation({ action, version, returnFocusTo })
      },
      // The same value again renders nothing.
      clearRecentlyActed: () => setRecentlyActedIds((before) => (before.length === 0 ? before : [])),
      openOverlay: (onBack: () => void) => {
        setHasOpened(true)
        setOverlay({ onBack })
        return () => setOverlay(null)
      },
      dismissCompleted: () => setLastCompleted(null),
      dismissCommand: store.dismiss,
    }),
    [store],
  )
  const state = useMemo(
    () => ({
      pendingConfirmation,
      hasOverlay: overlay !== null,
      recentlyActedIds,
      lastCompleted,
      pendingCommands: pendingCommands.filter((pendingCommand) => !isForConfirmation(pendingCommand, pendingConfirmation)),
    }),
    [pendingConfirmation, overlay, recentlyActedIds, lastCompleted, pendingCommands],
  )
  const shownCommand = pendingCommands.find((command) => isForConfirmation(command, pendingConfirmation)) ?? null
  const leaveConfirmation = (next: PendingConfirmation | null) => {
    // The user has read the result in the dialog.
    if (shownCommand?.status.kind === 'failed') store.dismiss(shownCommand.key)
    setPendingConfirmation(next)
  }
  return (
    <ActionsContext value={actions}>
      <ActionStateContext value={state}>
        {children}
        {hasOpened && (
          <DialogHistory
            isOpen={pendingConfirmation !== null || overlay !== null}
            onBack={() => (pendingConfirmation === null ? overlay?.onBack() : leaveConfirmation(null))}
          />
        )}
        {pendingConfirmation && (
          <ActionDialog
            confirmation={pendingConfirmation}
            pendingCommand={shownCommand}
            onConfirm={(command) => store.run(command, pendingConfirmation.version, pendingConfirmation)}
            onSwitch={(action) => leaveConfirmation({ ...pendingConfirmation, action })}
            onCancel={() => leaveConfirmation(null)}
            onClosed={() => focusInSight(findFirstConnected(pendingConfirmation.returnFocusTo))}
          />
        )}
      </ActionStateContext>
    </ActionsContext>
  )
}
