import type { ConsolePage } from './console-page.ts'

/** Records the POST requests that a tab sends from now on. */
export const recordPosts = (tab: ConsolePage): readonly string[] => {
  const sent: string[] = []
  tab.page.on('request', (request) => request.method() === 'POST' && sent.push(new URL(request.url()).pathname))
  return sent
}
