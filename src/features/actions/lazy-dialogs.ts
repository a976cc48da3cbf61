import { createLoadable } from '#ui/loadable.tsx'

/**
 * Loads the code of the dialogs together with that of commands and toasts: a command can then be sent, and its result be reported, even if
 * later requests for chunks fail.
 */
async function loadDialogs() {
  const [dialog, history, toasts] = await Promise.all([
    import('#features/actions/dialog/action-dialog.tsx'),
    import('#features/actions/dialog-history.tsx'),
    import('#features/actions/toasts/toast-list.tsx'),
    import('#api/commands/track-command.ts'),
  ])
  return { ActionDialog: dialog.ActionDialog, DialogHistory: history.DialogHistory, ToastList: toasts.ToastList }
}

export const ActionDialog = createLoadable(async () => (await loadDialogs()).ActionDialog)

export const DialogHistory = createLoadable(async () => (await loadDialogs()).DialogHistory)

/** If its code cannot be loaded, the page works without toasts. */
export const ToastList = createLoadable(async () => (await loadDialogs()).ToastList, { failure: () => null })

/** Preloads all of them, so that the first click opens a dialog at once. */
export function preloadDialogs(): void {
  ActionDialog.preload()
  DialogHistory.preload()
  ToastList.preload()
}
