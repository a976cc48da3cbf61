/** The columns of an export, in order. Times are in UTC, as on the wire. */
export const exportColumns = [
  'id',
  'name',
  'version',
  'latest',
  'status',
  'peopleInside',
  'updatedAt',
  'endedAt',
  'endedBy',
  'reason',
  'note',
  'team',
] as const
export type ExportColumn = (typeof exportColumns)[number]

/** The header of the response that tells how many versions it has. */
export const exportCountHeader = 'x-total-count'

/** Streams all versions that match, as CSV (RFC 4180) with a line of headings. */
export const exportRoute = { method: 'GET', path: '/api/versions.csv', response: null } as const
