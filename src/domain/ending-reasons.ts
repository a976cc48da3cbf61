/** Reasons for ending a journey: required for a stop, optional for a close. Only *other* needs a note. */

/** Reasons for stopping. */
export const stopReasons = ['wrongAudience', 'faultyContent', 'legal', 'offerExpired', 'complaint', 'other'] as const
export type StopReason = (typeof stopReasons)[number]

/** Reasons for closing: those for stopping, and the normal end of a campaign. */
export const closeReasons = ['campaignOver', ...stopReasons] as const
export type CloseReason = (typeof closeReasons)[number]

/** Whether the reason must be explained in a note. */
export const requiresNote = (reason: CloseReason): boolean => reason === 'other'
