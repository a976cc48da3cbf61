import type { Version } from '#api/contract/version.ts'

/** Version details for support engineers, as JSON. It contains no customer data. */
export function formatTechnicalDetails(version: Version): string {
  const { id, journeyId, number, revision, status, asOf, ended, receipts, people, pausedUntil, emptyAt, stall } = version
  return JSON.stringify(
    { id, journeyId, number, revision, status, asOf, ended, receipts, people, pausedUntil, emptyAt, stall, page: location.href },
    null,
    2,
  )
}
