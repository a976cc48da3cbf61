const channelName = 'journey-console'

/** A browser gives what a tab says to every channel but the one it was said through: also to those of the same tab. */
const thisTab = Math.random()

/** Tells the console's other tabs in this browser that something may have changed. */
export function tellOtherTabs(): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage(thisTab)
  channel.close()
}

/** Calls back whenever another tab says that something may have changed. Returns how to end that. */
export function onOtherTabs(changed: () => void): () => void {
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', ({ data }) => data !== thisTab && changed())
  return () => channel.close()
}
