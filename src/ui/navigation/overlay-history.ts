/*
 * Back closes an overlay, such as a dialog. While one is open, the history has an entry of its own for it, at the same address. The entry
 * is not the router's: the router would read the page again. When the overlay is closed otherwise, the history goes back to where it was.
 */

interface EntryState {
  readonly key?: string
  readonly overlay?: boolean
}

const readState = () => window.history.state as EntryState | null

/** Called when Back closes an overlay; the last is the uppermost. */
const openOverlays: (() => void)[] = []
/** `shown`: the entry of the overlay is the current one. `leaving`: the browser is on its way back from it. */
let entry: 'none' | 'shown' | 'leaving' = 'none'
/** The key of the router's entry below the overlay. */
let baseKey: string | undefined
/** Whether the router shows the page of that entry. */
let isBaseShown = true
const waiting: (() => void)[] = []

/** True for the moment in which the browser goes back from the entry of a closed overlay: a navigation has to wait until then. */
export const isLeavingOverlay = (): boolean => entry === 'leaving' || (entry === 'shown' && openOverlays.length === 0)

/** Calls back when the history is where it was before the overlay. */
export function waitForHistory(callback: () => void): void {
  if (isLeavingOverlay()) waiting.push(callback)
  else callback()
}

function pushEntry(): void {
  baseKey = readState()?.key
  isBaseShown = true
  // It is there already if Forward has led to it before this code was loaded.
  if (!readState()?.overlay) window.history.pushState({ ...readState(), overlay: true }, '')
  entry = 'shown'
}

function leaveEntry(): void {
  // Another page was opened from the overlay.
  if (!readState()?.overlay) return void (entry = 'none')
  baseKey = readState()?.key
  entry = 'leaving'
  window.history.back()
}

/** Handles a move in the history before the router does: keeps moves from it that concern an overlay only. */
export function handlePopState(event: PopStateEvent): void {
  const before = entry
  entry = 'none'
  if (before === 'none') {
    if (!readState()?.overlay) return
    // Forward to an overlay that is closed leads nowhere. The router hears of the page below it.
    event.stopImmediatePropagation()
    leaveEntry()
    isBaseShown = false
    return
  }
  if (isBaseShown && readState()?.key === baseKey) event.stopImmediatePropagation()
  if (before === 'shown') for (const close of openOverlays.splice(0)) close()
  else if (openOverlays.length > 0) pushEntry()
  for (const callback of waiting.splice(0)) callback()
}

/** Opens an overlay: Back calls `onBack`. Returns a function to be called when it is closed otherwise. */
export function openOverlay(onBack: () => void): () => void {
  openOverlays.push(onBack)
  if (entry === 'none') pushEntry()
  return () => {
    const index = openOverlays.indexOf(onBack)
    if (index === -1) return
    openOverlays.splice(index, 1)
    // One overlay may replace another: the entry is kept for it.
    queueMicrotask(() => openOverlays.length === 0 && entry === 'shown' && leaveEntry())
  }
}
