/** Kinds of requests. Faults are planned per kind. */
export const endpoints = [
  'session',
  'list',
  'version',
  'history',
  'impact',
  'copy-name',
  'population',
  'overview',
  'events',
  'command',
  'operation',
] as const
export type Endpoint = (typeof endpoints)[number]

/** The kind of a request: `command` for every action, `operation` for the lookup of its outcome; `null` for an unknown path. */
export function findEndpoint({ method, url }: Request): Endpoint | null {
  const [, , resource, id, subresource] = new URL(url).pathname.split('/')
  if (resource === 'operations') return 'operation'
  if (resource === 'versions' && method === 'POST') return 'command'
  const name = resource === 'versions' ? (subresource ?? (id === undefined ? 'list' : 'version')) : resource
  return endpoints.find((known) => known === name) ?? null
}

/** The version id in the path of a request, if it has one. */
export const parseVersionId = ({ url }: Request): string | undefined => {
  const [, id] = /^\/api\/versions\/([^/]+)/.exec(new URL(url).pathname) ?? []
  return id === undefined ? undefined : decodeURIComponent(id)
}
