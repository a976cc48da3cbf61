/** The address of a version's page within the console. */
export const pageOf = ({ id }: { readonly id: string }): string => `/journeys/${encodeURIComponent(id)}`
