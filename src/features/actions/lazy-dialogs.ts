/** Fetches the code of the dialogs, and with it that of the notices: what was confirmed can then be told of even if nothing more can be fetched. */
export const loadDialogs = async () => {
  const [{ Confirmation }, { Notices }] = await Promise.all([
    import('#features/actions/dialog/action-dialog.tsx'),
    import('#features/actions/toasts/toast-list.tsx'),
  ])
  return { Confirmation, Notices }
}

/** Does so ahead of time, so that the first click opens a dialog at once. */
export const preloadConfirmation = () => void loadDialogs().catch(() => {})
