import { findApiOperation, type Endpoint } from '#api/contract/api-operations.ts'

/** The kind of a request; `null` for one that the API does not know. */
export const findEndpoint = ({ method, url }: Request): Endpoint | null => findApiOperation(method, new URL(url))?.endpoint ?? null

/** The version id in the path of a request, if it has one. */
export const parseVersionId = ({ url }: Request): string | undefined => {
  const [, id] = /^\/api\/versions\/([^/]+)/.exec(new URL(url).pathname) ?? []
  return id === undefined ? undefined : decodeURIComponent(id)
}
