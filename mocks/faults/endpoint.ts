/** What requests are for. The same thing goes wrong with all that are for the same. */
export const endpoints = [
  'session',
  'list',
  'version',
  'history',
  'impact',
  'population',
  'overview',
  'events',
  'command',
  'operation',
] as const
export type Endpoint = (typeof endpoints)[number]

/** What a request is for: `command` for every action, `operation` for the lookup of its outcome; `null` for an address the backend does not know. */
export function findEndpoint({ method, url }: Request): Endpoint | null {
  const [, , resource, id, subresource] = new URL(url).pathname.split('/')
  if (resource === 'operations') return 'operation'
  if (resource === 'versions' && method === 'POST') return 'command'
  const name = resource === 'versions' ? (subresource ?? (id === undefined ? 'list' : 'version')) : resource
  return endpoints.find((known) => known === name) ?? null
}

/** The version that a request names, if it names one. */
export const parseVersionId = ({ url }: Request): string | undefined => {
  const [, id] = /^\/api\/versions\/([^/]+)/.exec(new URL(url).pathname) ?? []
  return id === undefined ? undefined : decodeURIComponent(id)
}
