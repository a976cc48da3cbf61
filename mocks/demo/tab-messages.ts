import * as v from 'valibot'

const channelName = 'journey-console-demo'

/** A browser gives what a tab says to every channel but the one it was said through: also to those of the same tab. */
const thisTab = Math.random()

const toldSchema = v.object({ from: v.number(), news: v.picklist(['steered', 'reset']) })

/** What was done to the demo: something is different now, or everything has begun anew. */
export type News = v.InferOutput<typeof toldSchema>['news']

/** Tells the demo's other tabs in this browser what was done to it. */
export function tellOtherTabs(news: News): void {
  const channel = new BroadcastChannel(channelName)
  channel.postMessage({ from: thisTab, news })
  channel.close()
}

/** Calls back whenever something was done to the demo in another tab. Returns how to end that. */
export function onOtherTabs(hear: (news: News) => void): () => void {
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const told = v.safeParse(toldSchema, data)
    if (told.success && told.output.from !== thisTab) hear(told.output.news)
  })
  return () => channel.close()
}
