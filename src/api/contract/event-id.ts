/** The id of an event of the stream, on the wire `<epoch>.<sequence>`. The sequence increases as long as the epoch is the same. */
export interface EventId {
  readonly epoch: string
  readonly sequence: number
}

export const formatEventId = ({ epoch, sequence }: EventId): string => `${epoch}.${sequence}`

/** Parses an event id; `null` if the text is not one. */
export function parseEventId(id: string | null): EventId | null {
  const [, epoch, sequence] = /^([^.]{1,100})\.(\d{1,15})$/.exec(id ?? '') ?? []
  return epoch && sequence ? { epoch, sequence: Number(sequence) } : null
}

/** True if both ids are present and their epochs differ. */
export const isOtherEpoch = (id: string | null, last: string | null): boolean =>
  id !== null && last !== null && parseEventId(id)?.epoch !== parseEventId(last)?.epoch

/** True if `id` comes after `last` in the same epoch, or belongs to another epoch. */
export const isLaterEvent = (id: string, last: string | null): boolean =>
  last === null || isOtherEpoch(id, last) || (parseEventId(id)?.sequence ?? 0) > (parseEventId(last)?.sequence ?? 0)
