import { use, useEffect, useEffectEvent, useState } from 'react'
import { useBlocker } from 'react-router'
import { NavigationMemoryContext } from '#ui/navigation/navigation-memory.ts'
import { createOverlayHistory } from '#ui/navigation/overlay-history.ts'

interface DialogHistoryProps {
  readonly isOpen: boolean
  readonly onBack: () => void
}

/** Back leaves the dialog, and stays on the page behind it. A command that is being sent goes on. */
export function DialogHistory({ isOpen, onBack }: DialogHistoryProps) {
  const memory = use(NavigationMemoryContext)
  const [overlays] = useState(createOverlayHistory)
  const close = useEffectEvent(onBack)
  // Effect, because the history is outside React.
  useEffect(() => {
    Object.assign(memory, { handlePopState: overlays.handlePopState })
    return () => void Object.assign(memory, { handlePopState: undefined })
  }, [memory, overlays])
  // Effect, because the history is outside React.
  useEffect(() => (isOpen ? overlays.open(() => close()) : undefined), [overlays, isOpen])
  // A further page would be put above the entry of the dialog. Other navigations are kept only while the browser goes back from it.
  const blocker = useBlocker(({ historyAction }) => (historyAction === 'PUSH' ? overlays.isShown() : overlays.isLeaving()))
  // Checked again: the link may have been given up meanwhile.
  const proceed = useEffectEvent(() => blocker.state === 'blocked' && blocker.proceed())
  // Effect, because the history is outside React: a link that is followed closes the dialog, and waits until the history is where it was.
  useEffect(() => {
    if (blocker.state === 'blocked') overlays.leave(() => proceed())
  }, [overlays, blocker.state])
  return null
}
