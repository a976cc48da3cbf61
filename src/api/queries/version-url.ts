/** The address of a version. */
export const versionUrl = (id: string): string => `/api/versions/${encodeURIComponent(id)}`
