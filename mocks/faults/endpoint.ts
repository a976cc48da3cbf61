/** What requests are for. The same thing goes wrong with all that are for the same. */
export const endpoints = ['session', 'list', 'version', 'history', 'impact', 'people', 'overview', 'events', 'act', 'ask'] as const
export type Endpoint = (typeof endpoints)[number]

/** What a request is for: `act` for every action, `ask` for what became of one; `null` for an address the backend does not know. */
export function endpointOf({ method, url }: Request): Endpoint | null {
  const [, , what, id, part] = new URL(url).pathname.split('/')
  if (what === 'operations') return 'ask'
  if (what === 'versions' && method === 'POST') return 'act'
  const name = what === 'versions' ? (part ?? (id === undefined ? 'list' : 'version')) : what
  return endpoints.find((known) => known === name) ?? null
}

/** The version that a request names, if it names one. */
export const versionIdOf = ({ url }: Request): string | undefined => {
  const [, id] = /^\/api\/versions\/([^/]+)/.exec(new URL(url).pathname) ?? []
  return id === undefined ? undefined : decodeURIComponent(id)
}
