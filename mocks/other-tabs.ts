const channelName = 'journey-console-demo'

/** A browser gives what a tab says to every channel but the one it was said through: also to those of the same tab. */
const thisTab = Math.random()

/** Tells the demo's other tabs in this browser that it was steered. */
export function tellOtherTabs(): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage(thisTab)
  channel.close()
}

/** Calls back whenever the demo was steered in another tab. Returns how to end that. */
export function onOtherTabs(steered: () => void): () => void {
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', ({ data }) => data !== thisTab && steered())
  return () => channel.close()
}
