import { sorts } from '#api/contract/list.ts'
import { populationRanges } from '#api/contract/population.ts'
import { actionSegments } from '#api/contract/requests.ts'
import { closeReasons, stopReasons } from '#domain/ending-reasons.ts'
import { actions, statuses, type Action } from '#domain/lifecycle.ts'
import { usualBody } from '#test/contract/support/client.ts'
import { inAddress, inHeader } from './hostile-texts.ts'
import { goodHeaders } from '#test/contract/support/raw-request.ts'

/** What has to be said: a status, the code if it is a refusal, and the part of the request if one is to blame. */
export type Said = readonly [status: number, code?: string, path?: string]

/** Somewhere in a request where a text can stand. None of these requests may change anything. */
export interface Place {
  readonly name: string
  readonly request: (text: string) => readonly [path: string, init?: RequestInit]
  readonly says: (text: string) => Said
  /** Texts that cannot stand there. */
  readonly not?: readonly string[]
}

const fine: Said = [200]
const invalid = (path: string): Said => [400, 'invalid-request', path]
const bytes = (body: string): number => new TextEncoder().encode(body).length
const known = (words: readonly string[], path: string) => (text: string) => (words.includes(text) ? fine : invalid(path))
const wholeNumber = (most: number, path: string) => (text: string) =>
  /^\d{1,9}$/.test(text) && +text >= 1 && +text <= most ? fine : invalid(path)

const parameter = (path: string, name: string, says: Place['says']): Place => ({
  name: `${name} of ${path}`,
  request: (text) => [`${path}?${name}=${inAddress(text)}`],
  says,
})

const post = (action: Action, body: BodyInit, headers: Readonly<Record<string, string>> = {}): readonly [string, RequestInit] => [
  `/api/versions/version/${actionSegments[action]}`,
  { method: 'POST', headers: { ...goodHeaders(), ...headers }, body },
]

const member = (action: Action, name: string, others: object, says: Place['says']): Place => {
  const body = (text: string) => JSON.stringify({ ...others, [name]: text })
  return {
    name: `${name} of the body of ${action}`,
    request: (text) => post(action, body(text)),
    says: (text) => (bytes(body(text)) > 65_536 ? [413, 'too-large'] : says(text)),
  }
}

/** A body that is the text itself. */
const asBody: Place = {
  name: 'body',
  request: (text) => post('resume', text),
  says: (text) => {
    if (bytes(text) > 65_536) return [413, 'too-large']
    try {
      JSON.parse(text.toWellFormed())
      return invalid('')
    } catch {
      return [400, 'malformed-json']
    }
  },
}

const nameOfMember: Place = {
  name: 'name of a member of the body',
  request: (text) => post('publish', JSON.stringify({ [text]: 1 })),
  says: (text) => (bytes(JSON.stringify({ [text]: 1 })) > 65_536 ? [413, 'too-large'] : invalid(text.slice(0, 200))),
}

const nameOfParameter = (path: string): Place => ({
  name: `name of a parameter of ${path}`,
  request: (text) => [`${path}?${inAddress(text)}=1`],
  says: (text) => invalid(text.toWellFormed().slice(0, 200)),
})

const header = (name: string, action: Action, says: Place['says']): Place => ({
  name,
  request: (text) => post(action, JSON.stringify(usualBody[action]), { [name.toLowerCase()]: inHeader(text) }),
  says: (text) => says(inHeader(text)),
})

// A dot alone, or two, or nothing, lead to another address: of the list, of nothing, or of something that is not POSTed to.
const identifier = (below: string, init?: RequestInit): Place => ({
  name: `id of ${init?.method ?? 'GET'} /api/versions/…${below}`,
  request: (text) => [`/api/versions/${inAddress(text)}${below}`, init ? { ...init, headers: goodHeaders() } : {}],
  says: (text) => (text === '.' && init ? [405, 'method-not-allowed'] : [404, 'not-found']),
  not: below === '' ? ['', '.'] : [],
})

/** Where a text is judged by what it says, and kept nowhere. */
export const places: readonly Place[] = [
  parameter('/api/versions', 'search', (text) => (text.length <= 200 ? fine : invalid('search'))),
  parameter('/api/versions', 'status', known(statuses, 'status.0')),
  parameter('/api/versions', 'limit', wholeNumber(200, 'limit')),
  parameter('/api/versions', 'cursor', () => invalid('cursor')),
  nameOfParameter('/api/versions'),
  identifier(''),
  identifier('/stop', { method: 'POST', body: JSON.stringify(usualBody.stop) }),
  header('If-Match', 'resume', (text) => (text === '"r1"' ? [409, 'action-not-allowed'] : invalid('If-Match'))),
  header('Idempotency-Key', 'resume', (text) => (/^[!-~]{1,200}$/.test(text) ? [409, 'action-not-allowed'] : invalid('Idempotency-Key'))),
  header('Sec-Fetch-Site', 'close', () => [403, 'cross-origin']),
  asBody,
  nameOfMember,
  member('stop', 'reason', { note: 'x' }, known(stopReasons, 'reason')),
]

/** Where a text is judged by the same code as in one of those. */
export const similarPlaces: readonly Place[] = [
  parameter('/api/versions', 'versions', known(['latest', 'all'], 'versions')),
  parameter('/api/versions', 'sort', known(sorts, 'sort')),
  parameter('/api/versions', 'endedWithin', wholeNumber(365, 'endedWithin')),
  parameter('/api/versions/version/history', 'cursor', (text) => (/^[1-9]\d{0,14}$/.test(text) ? fine : invalid('cursor'))),
  parameter('/api/versions/version/population', 'range', known(populationRanges, 'range')),
  ...['/api/session', '/api/overview', '/api/versions/version', '/api/versions/version/impact'].map(nameOfParameter),
  ...['/history', '/impact', '/population'].map((below) => identifier(below)),
  ...actions.map((action) => identifier(`/${actionSegments[action]}`, { method: 'POST', body: JSON.stringify(usualBody[action]) })),
  header('Content-Type', 'close', () => [415, 'unsupported-media-type']),
  member('pause', 'days', {}, () => invalid('days')),
  member('close', 'reason', {}, known(closeReasons, 'reason')),
]
