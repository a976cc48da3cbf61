import type { Version } from '#api/contract/version.ts'

/** What an engineer who was asked for help needs to know of a version, as JSON. No customer is in it. */
export function formatTechnicalDetails(version: Version): string {
  const { id, journeyId, number, revision, status, asOf, ended, receipts, people, pausedUntil, emptyAt, stall } = version
  return JSON.stringify(
    { id, journeyId, number, revision, status, asOf, ended, receipts, people, pausedUntil, emptyAt, stall, page: location.href },
    null,
    2,
  )
}
