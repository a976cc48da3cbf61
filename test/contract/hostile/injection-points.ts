import { sorts } from '#api/contract/list.ts'
import { populationRanges } from '#api/contract/population.ts'
import { actionSegments } from '#api/contract/requests.ts'
import { closeReasons, stopReasons } from '#domain/ending-reasons.ts'
import { entryTypes } from '#domain/flow.ts'
import { actions, statuses, type Action } from '#domain/lifecycle.ts'
import { defaultBodies } from '#test/contract/support/client.ts'
import { encodeForUrl, encodeForHeader } from './hostile-texts.ts'
import { createValidHeaders } from '#test/contract/support/raw-request.ts'

/** What has to be said: a status, the code if it is a refusal, and the part of the request if one is to blame. */
export type ExpectedAnswer = readonly [status: number, code?: string, path?: string]

/** Somewhere in a request where a text can stand. None of these requests may change anything. */
export interface InjectionPoint {
  readonly name: string
  readonly request: (text: string) => readonly [path: string, init?: RequestInit]
  readonly expectedAnswer: (text: string) => ExpectedAnswer
  /** Texts that cannot stand there. */
  readonly excludedTexts?: readonly string[]
}

const accepted: ExpectedAnswer = [200]
const rejectAt = (path: string): ExpectedAnswer => [400, 'invalid-request', path]
const countBytes = (body: string): number => new TextEncoder().encode(body).length
const acceptWords = (words: readonly string[], path: string) => (text: string) => (words.includes(text) ? accepted : rejectAt(path))
const acceptInteger = (most: number, path: string) => (text: string) =>
  /^\d{1,9}$/.test(text) && +text >= 1 && +text <= most ? accepted : rejectAt(path)

const injectIntoParameter = (path: string, name: string, expectedAnswer: InjectionPoint['expectedAnswer']): InjectionPoint => ({
  name: `${name} of ${path}`,
  request: (text) => [`${path}?${name}=${encodeForUrl(text)}`],
  expectedAnswer,
})

const buildPost = (action: Action, body: BodyInit, headers: Readonly<Record<string, string>> = {}): readonly [string, RequestInit] => [
  `/api/versions/version/${actionSegments[action]}`,
  { method: 'POST', headers: { ...createValidHeaders(), ...headers }, body },
]

const injectIntoMember = (
  action: Action,
  name: string,
  others: object,
  expectedAnswer: InjectionPoint['expectedAnswer'],
): InjectionPoint => {
  const body = (text: string) => JSON.stringify({ ...others, [name]: text })
  return {
    name: `${name} of the body of ${action}`,
    request: (text) => buildPost(action, body(text)),
    expectedAnswer: (text) => (countBytes(body(text)) > 65_536 ? [413, 'too-large'] : expectedAnswer(text)),
  }
}

/** A body that is the text itself. */
const wholeBody: InjectionPoint = {
  name: 'body',
  request: (text) => buildPost('resume', text),
  expectedAnswer: (text) => {
    if (countBytes(text) > 65_536) return [413, 'too-large']
    try {
      JSON.parse(text.toWellFormed())
      return rejectAt('')
    } catch {
      return [400, 'malformed-json']
    }
  },
}

const memberName: InjectionPoint = {
  name: 'name of a member of the body',
  request: (text) => buildPost('publish', JSON.stringify({ [text]: 1 })),
  expectedAnswer: (text) => (countBytes(JSON.stringify({ [text]: 1 })) > 65_536 ? [413, 'too-large'] : rejectAt(text.slice(0, 200))),
}

const injectIntoParameterName = (path: string): InjectionPoint => ({
  name: `name of a parameter of ${path}`,
  request: (text) => [`${path}?${encodeForUrl(text)}=1`],
  expectedAnswer: (text) => rejectAt(text.toWellFormed().slice(0, 200)),
})

const injectIntoHeader = (name: string, action: Action, expectedAnswer: InjectionPoint['expectedAnswer']): InjectionPoint => ({
  name,
  request: (text) => buildPost(action, JSON.stringify(defaultBodies[action]), { [name.toLowerCase()]: encodeForHeader(text) }),
  expectedAnswer: (text) => expectedAnswer(encodeForHeader(text)),
})

// A dot alone, or two, or nothing, lead to another address: of the list, of nothing, or of something that is not POSTed to.
const injectIntoId = (below: string, init?: RequestInit): InjectionPoint => ({
  name: `id of ${init?.method ?? 'GET'} /api/versions/…${below}`,
  request: (text) => [`/api/versions/${encodeForUrl(text)}${below}`, init ? { ...init, headers: createValidHeaders() } : {}],
  expectedAnswer: (text) => (text === '.' && init ? [405, 'method-not-allowed'] : [404, 'not-found']),
  excludedTexts: below === '' ? ['', '.'] : [],
})

/** Where a text is judged by what it says, and kept nowhere. */
export const injectionPoints: readonly InjectionPoint[] = [
  injectIntoParameter('/api/versions', 'search', (text) => (text.length <= 200 ? accepted : rejectAt('search'))),
  injectIntoParameter('/api/versions', 'status', acceptWords(statuses, 'status.0')),
  injectIntoParameter('/api/versions', 'limit', acceptInteger(200, 'limit')),
  injectIntoParameter('/api/versions', 'cursor', () => rejectAt('cursor')),
  injectIntoParameterName('/api/versions'),
  injectIntoId(''),
  injectIntoId('/stop', { method: 'POST', body: JSON.stringify(defaultBodies.stop) }),
  injectIntoHeader('If-Match', 'resume', (text) => (text === '"r1"' ? [409, 'action-not-allowed'] : rejectAt('If-Match'))),
  injectIntoHeader('Idempotency-Key', 'resume', (text) =>
    /^[!-~]{1,200}$/.test(text) ? [409, 'action-not-allowed'] : rejectAt('Idempotency-Key'),
  ),
  injectIntoHeader('Sec-Fetch-Site', 'close', () => [403, 'cross-origin']),
  wholeBody,
  memberName,
  injectIntoMember('stop', 'reason', { note: 'x' }, acceptWords(stopReasons, 'reason')),
]

/** Where a text is judged by the same code as in one of those. */
export const similarInjectionPoints: readonly InjectionPoint[] = [
  injectIntoParameter('/api/versions', 'versions', acceptWords(['latest', 'all'], 'versions')),
  injectIntoParameter('/api/versions', 'id', (text) => (text.length > 0 && text.length <= 100 ? accepted : rejectAt('id.0'))),
  injectIntoParameter('/api/versions', 'sort', acceptWords(sorts, 'sort')),
  injectIntoParameter('/api/versions', 'endedWithin', acceptInteger(365, 'endedWithin')),
  injectIntoParameter('/api/versions', 'type', acceptWords(entryTypes, 'type.0')),
  injectIntoParameter('/api/versions', 'tag', (text) => (text.length > 0 && text.length <= 100 ? accepted : rejectAt('tag.0'))),
  injectIntoParameter('/api/facets', 'createdBy', (text) => (text.length > 0 && text.length <= 100 ? accepted : rejectAt('createdBy.0'))),
  injectIntoParameter('/api/facets', 'find', (text) => (text.length <= 200 ? accepted : rejectAt('find'))),
  injectIntoParameter('/api/versions', 'timeZone', acceptWords(Intl.supportedValuesOf('timeZone'), 'timeZone')),
  injectIntoParameter('/api/overview', 'timeZone', acceptWords(Intl.supportedValuesOf('timeZone'), 'timeZone')),
  injectIntoParameter('/api/versions/version/history', 'cursor', (text) => (/^[1-9]\d{0,14}$/.test(text) ? accepted : rejectAt('cursor'))),
  injectIntoParameter('/api/versions/version/population', 'range', acceptWords(populationRanges, 'range')),
  ...['/api/session', '/api/overview', '/api/versions/version', '/api/versions/version/impact', '/api/versions/version/copy-name'].map(
    injectIntoParameterName,
  ),
  ...['/history', '/impact', '/copy-name', '/population'].map((below) => injectIntoId(below)),
  ...actions.map((action) => injectIntoId(`/${actionSegments[action]}`, { method: 'POST', body: JSON.stringify(defaultBodies[action]) })),
  injectIntoHeader('Content-Type', 'close', () => [415, 'unsupported-media-type']),
  injectIntoMember('pause', 'days', {}, () => rejectAt('days')),
  injectIntoMember('close', 'reason', {}, acceptWords(closeReasons, 'reason')),
]
