import * as v from 'valibot'

const channelName = 'journey-console-demo'

/** Sender id, to ignore messages of this tab: BroadcastChannel delivers to every other channel, including channels of the same tab. */
const tabId = Math.random()

const tabMessageSchema = v.object({ from: v.number(), event: v.picklist(['settingsChanged', 'reset']) })

/** A change of the demo: its settings changed, or it was reset. */
export type DemoEvent = v.InferOutput<typeof tabMessageSchema>['event']

/** Notifies the demo's other tabs in this browser of a change. */
export function notifyOtherTabs(event: DemoEvent): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage({ from: tabId, event })
  channel.close()
}

/** Subscribes to changes made in other tabs. Returns the unsubscribe function. */
export function subscribeToOtherTabs(listener: (event: DemoEvent) => void): () => void {
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = v.safeParse(tabMessageSchema, data)
    if (message.success && message.output.from !== tabId) listener(message.output.event)
  })
  return () => channel.close()
}
