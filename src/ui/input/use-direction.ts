import { useSyncExternalStore } from 'react'

function subscribeToDirection(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributeFilter: ['dir', 'lang', 'style'] })
  return () => observer.disconnect()
}

const readDirection = () => (getComputedStyle(document.documentElement).direction === 'rtl' ? 'rtl' : 'ltr')

/** Direction of the text of the page. Radix components need it as a property. */
export const useDirection = (): 'ltr' | 'rtl' => useSyncExternalStore(subscribeToDirection, readDirection)
