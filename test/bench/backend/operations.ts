import type { List } from '#api/contract/list.ts'
import type { Version } from '#api/contract/version.ts'
import { maxBatchItems } from '#domain/batch.ts'

/** Sends a request to the backend. Resolves to the body, and throws if the answer is not 200. */
export type Send = (path: string, init?: RequestInit) => Promise<unknown>

/** One operation of the bench. `prepare` is not measured; it gives the request of one run, which is. */
interface Operation {
  readonly name: string
  readonly title: string
  readonly prepare: (send: Send, run: number) => Promise<() => Promise<unknown>>
}

const words = ['welcome', 'sale', 'invitation', 'hiver', 'reminder', 'survey', 'tariff', 'spain', 'pilot', '2024', 'chiara', 'legal']

/** The identifier of a live version; another one for each run. */
async function findLiveId(send: Send, run: number): Promise<string> {
  const { items } = (await send('/api/versions?status=live&sort=name&limit=200')) as List
  const { id } = items[run % items.length] ?? {}
  if (id === undefined) throw new Error('There is no live version.')
  return id
}

/** The identifiers of the versions with most people, as many as a batch can have, if there are so many. */
async function findLargestIds(send: Send): Promise<readonly string[]> {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null && ids.length < maxBatchItems;) {
    const page = (await send(
      `/api/versions?versions=all&sort=-people&limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    )) as List
    ids.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  }
  return ids.slice(0, maxBatchItems)
}

const get =
  (path: string | ((run: number) => string)): Operation['prepare'] =>
  async (send, run) =>
  () =>
    send(typeof path === 'string' ? path : path(run))

/** Prepares an action on a version. */
async function prepareAction(send: Send, id: string, action: 'close' | 'pause' | 'resume', body: object): Promise<() => Promise<unknown>> {
  const { revision } = (await send(`/api/versions/${id}`)) as Version
  const headers = { 'content-type': 'application/json', 'if-match': `"r${revision}"`, 'idempotency-key': crypto.randomUUID() }
  return () => send(`/api/versions/${id}/${action}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** What is measured. A search has another word in each run, because the counts of a question are kept until something is written. */
export const operations: readonly Operation[] = [
  { name: 'list', title: 'list', prepare: get('/api/versions') },
  {
    name: 'listAfterWrite',
    title: 'list after a change',
    prepare: async (send, run) => {
      const id = await findLiveId(send, run)
      await (
        await prepareAction(send, id, 'pause', { days: 1 })
      )()
      await (
        await prepareAction(send, id, 'resume', {})
      )()
      return () => send('/api/versions')
    },
  },
  { name: 'search', title: 'search', prepare: get((run) => `/api/versions?search=${words[run % words.length]}+${run}`) },
  {
    name: 'facets',
    title: 'facets of all versions',
    prepare: get((run) => `/api/versions?versions=all&status=live&limit=1&search=${words[run % words.length]}`),
  },
  { name: 'endedWithin', title: 'ended in the last 30 days', prepare: get('/api/versions?versions=all&endedWithin=30&sort=-ended') },
  {
    name: 'filtered',
    title: 'by tag, type and publication',
    prepare: get((run) => `/api/versions?versions=all&tag=${words[run % words.length]}&type=readAudience&publishedWithin=${30 + run}`),
  },
  {
    name: 'filterValues',
    title: 'values of the filters',
    prepare: get((run) => `/api/facets?type=readAudience&search=${words[run % words.length]}+${run}`),
  },
  { name: 'sortByName', title: 'sort by name', prepare: get('/api/versions?sort=name') },
  { name: 'sortByPeople', title: 'sort by people', prepare: get('/api/versions?sort=-people') },
  { name: 'overview', title: 'overview', prepare: get('/api/overview?timeZone=Europe/Paris') },
  {
    name: 'version',
    title: 'one version',
    prepare: async (send, run) => {
      const id = await findLiveId(send, run)
      return () => send(`/api/versions/${id}`)
    },
  },
  {
    name: 'impact',
    title: 'impact',
    prepare: async (send, run) => {
      const id = await findLiveId(send, run)
      return () => send(`/api/versions/${id}/impact`)
    },
  },
  {
    name: 'close',
    title: 'close',
    prepare: async (send, run) => prepareAction(send, await findLiveId(send, run), 'close', { reason: 'legal' }),
  },
  {
    name: 'preflight',
    title: `preflight of ${maxBatchItems}`,
    prepare: async (send) => {
      const body = JSON.stringify({ action: 'close', ids: await findLargestIds(send) })
      return () => send('/api/batches/preflight', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    },
  },
]
