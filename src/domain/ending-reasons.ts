/** Why a journey was ended: required to stop, optional to close. Only *other* says nothing by itself and needs a note. */

/** Reasons for stopping. */
export const stopReasons = ['wrongAudience', 'faultyContent', 'legal', 'offerExpired', 'complaint', 'other'] as const
export type StopReason = (typeof stopReasons)[number]

/** Reasons for closing: those for stopping, and that the campaign simply is over. */
export const closeReasons = ['campaignOver', ...stopReasons] as const
export type CloseReason = (typeof closeReasons)[number]

/** Whether the reason must be explained in a note. */
export const requiresNote = (reason: CloseReason): boolean => reason === 'other'
