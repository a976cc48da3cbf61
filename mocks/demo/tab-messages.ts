import * as v from 'valibot'

const channelName = 'journey-console-demo'

/** Sender id, to ignore messages of this tab: BroadcastChannel delivers to every other channel, including channels of the same tab. */
const tabId = Math.random()

const tabMessageSchema = v.object({ from: v.number(), event: v.picklist(['settingsChanged', 'reset']) })

/** A change of the demo: its settings changed, or it was reset. */
export type DemoEvent = v.InferOutput<typeof tabMessageSchema>['event']

/** Opens a channel to the other tabs; `null` if the browser does not have it or refuses it: the tabs then follow by reading. */
export function openChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name)
  } catch {
    return null
  }
}

function post(from: number, event: DemoEvent): void {
  const channel = openChannel(channelName)
  channel?.postMessage({ from, event })
  channel?.close()
}

/** Notifies the demo's other tabs in this browser of a change. */
export const notifyOtherTabs = (event: DemoEvent): void => post(tabId, event)

/** Notifies all tabs, this one included. */
export const notifyAllTabs = (event: DemoEvent): void => post(Math.random(), event)

/** Subscribes to changes made in other tabs. Returns the unsubscribe function. */
export function subscribeToOtherTabs(listener: (event: DemoEvent) => void): () => void {
  const channel = openChannel(channelName)
  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = v.safeParse(tabMessageSchema, data)
    if (message.success && message.output.from !== tabId) listener(message.output.event)
  })
  return () => channel?.close()
}
