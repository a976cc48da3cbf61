import { acceptAll, type MessageSink } from './message-sink.ts'

/** Writes a line a message, without the person. */
export const createLogSink = (log: (event: string, facts: Readonly<Record<string, string | number>>) => void): MessageSink => ({
  send: async (messages) => {
    for (const { key, versionId, activityId, channel, epoch } of messages) log('message', { key, versionId, activityId, channel, epoch })
    return acceptAll(messages)
  },
})
