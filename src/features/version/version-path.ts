/** The address of a version's page within the console. */
export const buildVersionPath = ({ id }: { readonly id: string }): string => `/journeys/${encodeURIComponent(id)}`
