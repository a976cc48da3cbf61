import type { Client } from './client.ts'

/** All observable state of a backend with one version under test: equal if and only if nothing has changed. */
export const readVisibleState = async (client: Client): Promise<readonly string[]> => {
  const paths = ['/api/versions?versions=all&limit=200', '/api/versions/version', '/api/versions/version/history']
  return Promise.all(paths.map(async (path) => (await client.send(path)).text))
}
