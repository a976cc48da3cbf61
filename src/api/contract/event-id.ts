/** The id of an event of the stream, on the wire `<epoch>.<sequence>`: the sequence counts up as long as the epoch is the same. */
export interface EventId {
  readonly epoch: string
  readonly sequence: number
}

export const formatEventId = ({ epoch, sequence }: EventId): string => `${epoch}.${sequence}`

/** `null` where the text is no id of an event. */
export function parseEventId(id: string | null): EventId | null {
  const [, epoch, sequence] = /^([^.]{1,100})\.(\d{1,15})$/.exec(id ?? '') ?? []
  return epoch && sequence ? { epoch, sequence: Number(sequence) } : null
}

/** Whether two ids are known to be of two histories. */
export const isOtherEpoch = (id: string | null, last: string | null): boolean =>
  id !== null && last !== null && parseEventId(id)?.epoch !== parseEventId(last)?.epoch

/** Whether `id` comes after `last` in the history, or is of another one. */
export const isLaterEvent = (id: string, last: string | null): boolean =>
  last === null || isOtherEpoch(id, last) || (parseEventId(id)?.sequence ?? 0) > (parseEventId(last)?.sequence ?? 0)
