import { use, useEffect, useEffectEvent } from 'react'
import { useBlocker } from 'react-router'
import { NavigationMemoryContext } from '#ui/navigation/navigation-memory.ts'
import { handlePopState, isLeavingOverlay, openOverlay, waitForHistory } from '#ui/navigation/overlay-history.ts'

interface DialogHistoryProps {
  readonly isOpen: boolean
  readonly onBack: () => void
}

/** Back leaves the dialog, and stays on the page behind it. A command that is being sent goes on. */
export function DialogHistory({ isOpen, onBack }: DialogHistoryProps) {
  const memory = use(NavigationMemoryContext)
  const close = useEffectEvent(onBack)
  // Effect, because the history is outside React.
  useEffect(() => {
    Object.assign(memory, { handlePopState })
    return () => void Object.assign(memory, { handlePopState: undefined })
  }, [memory])
  // Effect, because the history is outside React.
  useEffect(() => (isOpen ? openOverlay(() => close()) : undefined), [isOpen])
  const blocker = useBlocker(isLeavingOverlay)
  // Effect, because the history is outside React: a link that is followed at once waits until the history is where it was.
  useEffect(() => {
    if (blocker.state === 'blocked') waitForHistory(() => blocker.proceed())
  }, [blocker])
  return null
}
