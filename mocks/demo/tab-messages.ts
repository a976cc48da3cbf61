import * as v from 'valibot'

const channelName = 'journey-console-demo'

/** A browser gives what a tab says to every channel but the one it was said through: also to those of the same tab. */
const tabId = Math.random()

const tabMessageSchema = v.object({ from: v.number(), event: v.picklist(['settingsChanged', 'reset']) })

/** What was done to the demo: something is different now, or everything has begun anew. */
export type DemoEvent = v.InferOutput<typeof tabMessageSchema>['event']

/** Tells the demo's other tabs in this browser what was done to it. */
export function notifyOtherTabs(event: DemoEvent): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage({ from: tabId, event })
  channel.close()
}

/** Calls back whenever something was done to the demo in another tab. Returns how to end that. */
export function subscribeToOtherTabs(listener: (event: DemoEvent) => void): () => void {
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = v.safeParse(tabMessageSchema, data)
    if (message.success && message.output.from !== tabId) listener(message.output.event)
  })
  return () => channel.close()
}
