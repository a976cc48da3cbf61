import type { Client } from './client.ts'

/** All that can be seen of a backend that holds one version of interest: equal if, and only if, nothing has happened. */
export const readVisibleState = async (client: Client): Promise<readonly string[]> => {
  const paths = ['/api/versions?versions=all&limit=200', '/api/versions/version', '/api/versions/version/history']
  return Promise.all(paths.map(async (path) => (await client.send(path)).text))
}
