/** Hides the tooltip that is shown: there is one at a time. */
let hideShown = () => {}

/**
 * Calls `hide` on Escape, on a press elsewhere than on the control, and when another tooltip is shown. To be called when a tooltip is shown.
 * Returns a function that ends that.
 */
export function listenForHiding(control: HTMLElement, hide: () => void): () => void {
  hideShown()
  hideShown = hide
  const listening = new AbortController()
  const { signal } = listening
  document.addEventListener('keydown', (event) => event.key === 'Escape' && hide(), { signal })
  document.addEventListener('pointerdown', (event) => !control.contains(event.target as Node) && hide(), { signal })
  return () => listening.abort()
}
