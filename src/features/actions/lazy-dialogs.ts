/**
 * Loads the code of the dialogs together with that of commands and toasts: a command can then be sent, and its result be reported, even if
 * later requests for chunks fail.
 */
export const loadDialogs = async () => {
  const [{ ActionDialog }, { DialogHistory }, { ToastList }] = await Promise.all([
    import('#features/actions/dialog/action-dialog.tsx'),
    import('#features/actions/dialog-history.tsx'),
    import('#features/actions/toasts/toast-list.tsx'),
    import('#api/commands/track-command.ts'),
  ])
  return { ActionDialog, DialogHistory, ToastList }
}

/** Preloads it, so that the first click opens a dialog at once. */
export const preloadDialogs = () => void loadDialogs().catch(() => {})
