/** The URL of a version. */
export const toVersionUrl = (id: string): string => `/api/versions/${encodeURIComponent(id)}`
