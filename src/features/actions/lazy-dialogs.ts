/** Fetches the code of the dialogs, and with it that of the notices: what was confirmed can then be told of even if nothing more can be fetched. */
export const loadDialogs = async () => {
  const [{ ActionDialog }, { ToastList }] = await Promise.all([
    import('#features/actions/dialog/action-dialog.tsx'),
    import('#features/actions/toasts/toast-list.tsx'),
  ])
  return { ActionDialog, ToastList }
}

/** Does so ahead of time, so that the first click opens a dialog at once. */
export const preloadDialogs = () => void loadDialogs().catch(() => {})
