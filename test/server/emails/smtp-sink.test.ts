import { afterEach, describe, expect, test } from 'vitest'
import { createEmailSink } from '#server/engine/messages/email-sink.ts'
import { acceptAll, type OutgoingMessage } from '#server/engine/messages/message-sink.ts'
import { createSmtpSink, findSmtpCode } from '#server/engine/messages/smtp-sink.ts'
import { wait } from '#server/runtime/timers.ts'
import { hostileTexts } from '#test/contract/hostile/corpora.ts'
import { sampleCases } from '#test/support/test-size.ts'
import { startSmtpServer } from './smtp-receiver.ts'

let server: Awaited<ReturnType<typeof startSmtpServer>>
afterEach(() => server.close())

const build = (key: string, facts: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  key,
  epoch: 1,
  journeyId: 'journey',
  versionId: 'version',
  activityId: 'hello',
  activityName: 'Hello, é 💥',
  channel: 'email',
  personId: 'ana',
  address: `${key}@example.com`,
  at: Date.UTC(2026, 0, 1),
  ...facts,
})

const failures: string[] = []
const createSink = (url = server.url) =>
  createSmtpSink({ url, from: 'journeys@example.org', isPlainAllowed: true, wait, report: (error) => failures.push(findSmtpCode(error)) })

/** The headers of every e-mail, and no other. */
const headerNames = ['content-transfer-encoding', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to']

describe('e-mails', () => {
  test('are sent over one connection, each with its key as identifier; other messages go elsewhere', async () => {
    server = await startSmtpServer()
    const others: OutgoingMessage[] = []
    const send = async (messages: readonly OutgoingMessage[]) => {
      others.push(...messages)
      return acceptAll(messages)
    }
    const sink = createEmailSink(createSink(), { send })

    await sink.prepare?.()
    expect(await sink.send([build('a'), build('b', { channel: 'sms' }), build('c')])).toEqual(['accepted', 'accepted', 'accepted'])
    await sink.prepare?.()
    await sink.send([build('d')])

    expect(server.emails.map(({ from, to }) => [from, ...to])).toEqual(
      ['a', 'c', 'd'].map((key) => ['journeys@example.org', `${key}@example.com`]),
    )
    expect(server.countSessions()).toBe(1)
    expect(others.map(({ key }) => key)).toEqual(['b'])
    const [{ headers, body } = server.emails[0]!] = server.emails
    expect([...headers.keys()].toSorted()).toEqual(headerNames)
    expect([headers.get('message-id'), headers.get('to'), headers.get('from')]).toEqual([
      '<a@example.org>',
      'a@example.com',
      'journeys@example.org',
    ])
    expect(headers.get('date')).toContain('01 Jan 2026')
    expect(body).toContain('Hello')
  })

  test('that the server refuses for now have failed, and the others go on', async () => {
    server = await startSmtpServer(async (to) => {
      if (to.startsWith('b')) throw new Error('greylisted')
    })
    const sink = createSink()
    await sink.prepare?.()

    expect(await sink.send([build('a'), build('b'), build('c')])).toEqual(['accepted', 'failed', 'accepted'])
    expect(failures.at(-1)).toContain('451')
  })

  test('have failed while the server is away, and are sent once it is there again', async () => {
    server = await startSmtpServer()
    const { port } = server
    await server.close()
    const sink = createSink()
    await sink.prepare?.()
    expect(await sink.send([build('a')])).toEqual(['failed'])
    server = await startSmtpServer(undefined, port)
    await sink.prepare?.()

    expect(await sink.send([build('a')])).toEqual(['accepted'])
  })

  test('to a server that is silent are cut off: nothing is accepted afterwards, and those that were not begun are not blamed', async () => {
    const { promise: silence, resolve: answer } = Promise.withResolvers<void>()
    const { promise: heard, resolve: hear } = Promise.withResolvers<void>()
    server = await startSmtpServer(async (to) => {
      if (!to.startsWith('b')) return
      hear()
      await silence
      throw new Error('too late')
    })
    const sink = createSink()
    await sink.prepare?.()

    const results = await sink.send([build('a'), build('b'), build('c')])
    await heard
    answer()
    await sink.prepare?.()

    expect(results).toEqual(['accepted', 'failed', 'untried'])
    expect(await sink.send([build('c')])).toEqual(['accepted'])
    expect(server.emails.map(({ to: [to] }) => to)).toEqual(['a@example.com', 'c@example.com'])
  })
})

describe('hostile input', () => {
  const injections = [
    'a@example.com\r\nBcc: eve@example.net',
    'a@example.com\nRCPT TO:<eve@example.net>',
    'a@example.com>\r\nRCPT TO:<eve@example.net',
    'a@example.com, eve@example.net',
    'a@example.com;eve@example.net',
    'Eve <eve@example.net>',
    '<eve@example.net> SIZE=1',
    '"a\r\n"@example.com',
    'a@example.com\u2028Bcc: eve@example.net',
    'a@example.com\0',
    'a b@example.com',
    'group: eve@example.net;',
    'a@[127.0.0.1]',
    '@example.com',
    'a@',
    '',
  ]

  test('an address that is not one plain address gets nothing', async () => {
    server = await startSmtpServer()
    const sink = createSink()
    await sink.prepare?.()

    for (const address of [...injections, ...sampleCases(hostileTexts, 100)])
      expect(await sink.send([build('a', { address })]), address).toEqual(['refused'])
    expect(await sink.send([build('a', { address: null })])).toEqual(['refused'])
    expect(server.emails).toEqual([])
  })

  test('a name adds neither headers nor recipients', async () => {
    server = await startSmtpServer()
    const sink = createSink()
    const names = [
      ...injections,
      'x\r\n\r\nbody',
      'x\r\nBcc: eve@example.net',
      'x\r\n.\r\nMAIL FROM:<eve@example.net>',
      '=?utf-8?Q?=0D=0ABcc:_eve=40example.net?=',
      ...sampleCases(hostileTexts, 60),
    ]

    for (const activityName of names) {
      await sink.prepare?.()
      expect(await sink.send([build('a', { activityName })]), activityName).toEqual(['accepted'])
    }

    expect(server.emails).toHaveLength(names.length)
    for (const { from, to, headers } of server.emails) {
      expect([from, ...to]).toEqual(['journeys@example.org', 'a@example.com'])
      expect([...headers.keys()].filter((name) => !headerNames.includes(name))).toEqual([])
    }
  })
})
