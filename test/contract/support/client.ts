import type { History, HistoryEntry } from '#api/contract/history.ts'
import type { CopyName, Impact } from '#api/contract/impact.ts'
import type { Facets } from '#api/contract/filters/facets.ts'
import type { List } from '#api/contract/list.ts'
import type { Overview } from '#api/contract/overview.ts'
import type { PopulationSeries, PopulationRange } from '#api/contract/population.ts'
import { actionSegments } from '#api/contract/requests.ts'
import type { RequestBody } from '#api/contract/requests.ts'
import type { Version } from '#api/contract/version.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Action } from '#domain/lifecycle.ts'
import { assertContract } from './assert-contract.ts'
import { now } from './fixtures.ts'
import type { Host } from './host.ts'

/** A response that satisfies the contract. */
export interface Reply<Body = unknown> {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Body
}

/** Options of an action's POST; the defaults are valid. */
export interface CommandOptions {
  readonly etag?: string
  readonly key?: string
  readonly body?: unknown
}

/** The default request body of each action. */
export const defaultBodies: { readonly [A in Action]: RequestBody<A> } = {
  publish: {},
  pause: { days: 7 },
  resume: {},
  close: {},
  stop: { reason: 'legal' },
  createVersion: {},
  duplicate: { name: 'Welcome_copy' },
  delete: {},
}

let keyCount = 0

/** A new idempotency key. */
export const createKey = (): string => `key-${++keyCount}`

/** A test client that sends requests as the console does, and asserts the contract of every response. */
export class Client {
  readonly host: Host

  constructor(host: Host) {
    this.host = host
  }

  /** Restarts the host with exactly these versions, at `at`. */
  start(versions: readonly VersionRecord[], at = now): Promise<void> {
    return this.host.start(versions, at)
  }

  async send<Body = unknown>(path: string, init: RequestInit = {}): Promise<Reply<Body>> {
    const response = await this.host.send(path, init)
    const text = await response.text()
    const { status, headers } = response
    assertContract(init.method ?? 'GET', path, status, headers, text)
    return { status, headers, text, body: (text === '' ? null : JSON.parse(text)) as Body }
  }

  private async read<Body>(path: string): Promise<Body> {
    const { status, body, text } = await this.send<Body>(path)
    if (status !== 200) throw new Error(`${path} was answered with ${text}`)
    return body
  }

  getVersion(id = 'version'): Promise<Version> {
    return this.read(`/api/versions/${id}`)
  }

  getImpact(id = 'version'): Promise<Impact> {
    return this.read(`/api/versions/${id}/impact`)
  }

  getCopyName(name?: string, id = 'version'): Promise<CopyName> {
    return this.read(`/api/versions/${id}/copy-name${name === undefined ? '' : `?name=${encodeURIComponent(name)}`}`)
  }

  getPeople(range: PopulationRange = 'all', id = 'version'): Promise<PopulationSeries> {
    return this.read(`/api/versions/${id}/population?range=${range}`)
  }

  /** `query`: such as `timeZone=Asia/Tokyo`. */
  getOverview(query = ''): Promise<Overview> {
    return this.read(`/api/overview?${query}`)
  }

  /** `query`: such as `search=x&status=live`. */
  getList(query = ''): Promise<List> {
    return this.read(`/api/versions?${query}`)
  }

  /** `query`: as of a list, without sort and page. */
  getFacets(query = ''): Promise<Facets> {
    return this.read(`/api/facets?${query}`)
  }

  /** Reads every page of a list. Throws if the list does not end. */
  async getAllPages(query: string): Promise<readonly List[]> {
    const pages = [await this.getList(query)]
    for (let next = pages[0]?.nextCursor; next; next = pages.at(-1)?.nextCursor) {
      if (pages.length > 100) throw new Error('The list has no end.')
      pages.push(await this.getList(`${query}&cursor=${encodeURIComponent(next)}`))
    }
    return pages
  }

  /** The whole history, newest first. */
  async getHistory(id = 'version'): Promise<readonly HistoryEntry[]> {
    const entries: HistoryEntry[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: History = await this.read(`/api/versions/${id}/history${cursor && `?cursor=${cursor}`}`)
      entries.push(...page.items)
      cursor = page.nextCursor
    }
    return entries
  }

  /** Sends an action with the version's current ETag, unless `etag` is given. */
  async sendCommand<Body = Version>(action: Action, id = 'version', { etag, key, body }: CommandOptions = {}): Promise<Reply<Body>> {
    return this.send<Body>(`/api/versions/${id}/${actionSegments[action]}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'if-match': etag ?? (await this.getEtag(id)),
        'idempotency-key': key ?? createKey(),
      },
      body: JSON.stringify(body ?? defaultBodies[action]),
    })
  }

  /** The ETag of a version; any ETag if the version cannot be read. */
  async getEtag(id = 'version'): Promise<string> {
    const { headers } = await this.send(`/api/versions/${id}`)
    return headers.get('etag') ?? '"r1"'
  }
}
