/** The parts of a history entry's state that matter here. */
interface EntryState {
  readonly key?: string
  readonly overlay?: boolean
}

const readState = () => window.history.state as EntryState | null

/**
 * Back closes an overlay, such as a dialog. While one is open, the history has an entry of its own for it, at the same address. The router
 * does not know of the entry: it would read the page again. When the overlay is closed otherwise, the history goes back to where it was.
 */
export function createOverlayHistory() {
  /** Called when Back closes the overlay. */
  const openOverlays: (() => void)[] = []
  /** `shown`: the entry of the overlay is the current one. `leaving`: the browser is on its way back from it. */
  let entry: 'none' | 'shown' | 'leaving' = 'none'
  /** The key of the router's entry below the overlay, and whether the router shows its page. */
  let base: { readonly key: string | undefined; readonly isShown: boolean } | undefined
  const waiting: (() => void)[] = []
  const runWaiting = (): void => {
    for (const callback of waiting.splice(0)) callback()
  }

  /** True for the moment in which the browser goes back from the entry of a closed overlay: a navigation has to wait until then. */
  const isLeaving = (): boolean => entry === 'leaving' || (entry === 'shown' && openOverlays.length === 0)

  const pushEntry = (): void => {
    base = { key: readState()?.key, isShown: true }
    // It is there already if Forward has led to it before this code was loaded.
    if (!readState()?.overlay) window.history.pushState({ ...readState(), overlay: true }, '')
    entry = 'shown'
  }

  const leaveEntry = (isShown: boolean): void => {
    base = { key: readState()?.key, isShown }
    // Otherwise another page was opened from the overlay.
    entry = readState()?.overlay ? 'leaving' : 'none'
    if (entry === 'leaving') window.history.back()
    else runWaiting()
  }

  /** Handles a move in the history before the router does: keeps moves from it that concern an overlay only. */
  const handlePopState = (event: PopStateEvent): void => {
    const before = entry
    entry = 'none'
    if (before === 'none') {
      if (!readState()?.overlay) return
      // Forward to an overlay that is closed leads nowhere. The router hears of the page below it.
      event.stopImmediatePropagation()
      leaveEntry(false)
      return
    }
    if (base?.isShown && readState()?.key === base.key) event.stopImmediatePropagation()
    if (before === 'shown') for (const close of openOverlays.splice(0)) close()
    else if (openOverlays.length > 0) pushEntry()
    runWaiting()
  }

  return {
    handlePopState,
    isLeaving,
    /** True while the browser is at the entry of an overlay: a navigation would leave it in the history. */
    isShown: (): boolean => entry !== 'none',
    /** Closes the overlays, as Back does. Calls back when the history is where it was before them. */
    leave: (callback: () => void): void => {
      for (const close of openOverlays) close()
      if (entry === 'none') callback()
      else waiting.push(callback)
    },
    /** Opens an overlay: Back calls `onBack`. Returns a function to be called when it is closed otherwise. */
    open: (onBack: () => void): (() => void) => {
      openOverlays.push(onBack)
      if (entry === 'none') pushEntry()
      return () => {
        const index = openOverlays.indexOf(onBack)
        if (index === -1) return
        openOverlays.splice(index, 1)
        // One overlay may replace another: the entry is kept for it.
        queueMicrotask(() => openOverlays.length === 0 && entry === 'shown' && leaveEntry(true))
      }
    },
  }
}
