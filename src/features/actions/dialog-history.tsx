import { useEffect, useEffectEvent } from 'react'
import { useBlocker } from 'react-router'
import { isLeavingOverlay, openOverlay, waitForHistory } from '#ui/navigation/overlay-history.ts'

interface DialogHistoryProps {
  readonly isOpen: boolean
  readonly onBack: () => void
}

/** Back leaves the dialog, and stays on the page behind it. A command that is being sent goes on. */
export function DialogHistory({ isOpen, onBack }: DialogHistoryProps) {
  const close = useEffectEvent(onBack)
  // Effect, because the history is outside React.
  useEffect(() => (isOpen ? openOverlay(() => close()) : undefined), [isOpen])
  const blocker = useBlocker(isLeavingOverlay)
  // Effect, because the history is outside React: a link that is followed at once waits until the history is where it was.
  useEffect(() => {
    if (blocker.state === 'blocked') waitForHistory(() => blocker.proceed())
  }, [blocker])
  return null
}
