import { useEffect, useState } from 'react'
import { createLoadable } from '#ui/loadable.tsx'

const CommandPalette = createLoadable(async () => (await import('./command-palette.tsx')).CommandPalette, { failure: () => null })

/** The shortcut Ctrl+K (Cmd+K on a Mac), which opens and closes the command palette. Not over a confirmation. */
export function PaletteShortcut() {
  const [isOpen, setIsOpen] = useState(false)
  // Effect, because the shortcut works wherever the focus is: the listener is on the window.
  useEffect(() => {
    const toggle = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
      // The browser's own meaning of the key.
      event.preventDefault()
      if (!event.repeat && document.querySelector('[role=alertdialog]') === null) setIsOpen((before) => !before)
    }
    window.addEventListener('keydown', toggle)
    return () => window.removeEventListener('keydown', toggle)
  }, [])
  return isOpen && <CommandPalette onClose={() => setIsOpen(false)} />
}
