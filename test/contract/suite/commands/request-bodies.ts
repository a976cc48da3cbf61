import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actions, type Action } from '#domain/lifecycle.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { createValidHeaders, buildObjectOfSize, sendRawPost } from '#test/contract/support/raw-request.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'
import { scaleCases } from '#test/support/test-size.ts'

const kilobyte = 1024

export const testRequestBodies: ContractTests = (client) => {
  const expectNoChange = async () => expect(await client().getHistory()).toHaveLength(1)

  describe('a body that is not as it should be is refused', () => {
    const malformed: readonly (readonly [string, BodyInit | null])[] = [
      ['nothing', null],
      ['empty', ''],
      ['not JSON', 'close it'],
      ['JSON with a comma too many', '{"note":"",}'],
      ['not UTF-8', new Uint8Array([0x7b, 0x22, 0x6e, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
      ['with a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d])],
      ['UTF-16', new Uint8Array([0x7b, 0, 0x7d, 0])],
    ]
    test.each(malformed)('%s: malformed', async (_what, body) => {
      await client().start([buildVersion()])

      const reply = await sendRawPost(client(), 'close', body)

      expect([reply.status, reply.body.code]).toEqual([400, 'malformed-json'])
      await expectNoChange()
    })

    const invalid: readonly (readonly [Action, string, string])[] = [
      ['publish', '{"force":true}', 'force'],
      ['publish', '{"__proto__":{}}', '__proto__'],
      ['resume', '{"constructor":1}', 'constructor'],
      ['pause', '{}', 'days'],
      ['pause', '{"days":0}', 'days'],
      ['pause', '{"days":15}', 'days'],
      ['pause', '{"days":1.5}', 'days'],
      ['pause', '{"days":"7"}', 'days'],
      ['pause', '{"days":1e300}', 'days'],
      ['close', '{"reason":"bored"}', 'reason'],
      ['close', '{"reason":"other"}', 'note'],
      ['close', '{"reason":"other","note":" \\n "}', 'note'],
      ['close', '{"note":null}', 'note'],
      ['close', '{"note":"\\ud800"}', 'note'],
      ['close', `{"note":"${'x'.repeat(2001)}"}`, 'note'],
      ['close', '{"note":{"toString":"x"}}', 'note'],
      ['close', `{"note":${'['.repeat(31)}${']'.repeat(31)}}`, 'note'],
      ['close', `{"note":"${'[{'.repeat(100)}","reason":1}`, 'reason'],
      ['close', '[]', ''],
      ['close', 'null', ''],
      ['close', '"close"', ''],
      ['close', '1e400', ''],
      ['close', '{"note":"a","note":"b"}', ''],
      ['close', '{"note":"a","n\\u006fte":"b"}', ''],
      ['close', '{"reason":"legal","reason":null}', ''],
      ['close', '{"when":"now"}', 'when'],
      ['stop', '{}', 'reason'],
      ['stop', '{"reason":null}', 'reason'],
      ['stop', '{"reason":"campaignOver"}', 'reason'],
      ['stop', '{"reason":"other"}', 'note'],
      ['stop', '{"reason":"toString"}', 'reason'],
      ['stop', '{"reason":"legal","__proto__":{"note":"x"}}', '__proto__'],
      ['createVersion', '{"name":"x"}', 'name'],
      ['duplicate', '{}', 'name'],
      ['duplicate', '{"name":""}', 'name'],
      ['duplicate', '{"name":"  "}', 'name'],
      ['duplicate', '{"name":"\\udc00x"}', 'name'],
      ['duplicate', `{"name":"${'🎉'.repeat(201)}"}`, 'name'],
      ['duplicate', '{"name":["x"]}', 'name'],
      ['delete', '{"id":"other"}', 'id'],
    ]
    test.each(invalid)('%s with %s', async (action, body, wrong) => {
      await client().start([buildVersion()])

      const reply = await sendRawPost(client(), action, body)

      expect([reply.status, reply.body.code, reply.body.errors?.map(({ path }) => path)]).toEqual([400, 'invalid-request', [wrong]])
      await expectNoChange()
    })

    test.each([
      ['a member', `{"note":${'['.repeat(32)}${']'.repeat(32)}}`],
      ['a list', '['.repeat(30 * kilobyte) + ']'.repeat(30 * kilobyte)],
      ['a list that is never closed', '['.repeat(33)],
      ['objects', `${'{"note":'.repeat(33)}""${'}'.repeat(33)}`],
    ])('%s more than 32 deep: too deep', async (_what, body) => {
      await client().start([buildVersion()])

      const reply = await sendRawPost(client(), 'close', body)

      expect([reply.status, reply.body.code]).toEqual([400, 'too-deep'])
      await expectNoChange()
    })

    test('200 characters are not too many, whatever they take', async () => {
      await client().start([buildVersion()])

      const { status, body } = await client().sendCommand('duplicate', 'version', { body: { name: '🎉'.repeat(200) } })

      expect([status, body.name]).toEqual([200, '🎉'.repeat(200)])
    })

    test('64 KiB are not too long, one byte more is', async () => {
      await client().start([buildVersion(), buildVersion({ id: 'other' })])

      const just = await sendRawPost(client(), 'close', buildObjectOfSize(64 * kilobyte), createValidHeaders(), 'other')
      const over = await sendRawPost(client(), 'close', buildObjectOfSize(64 * kilobyte + 1))

      expect(just.status).toBe(200)
      expect([over.status, over.body.code]).toEqual([413, 'too-large'])
      await expectNoChange()
    })

    test('megabytes are refused, too', async () => {
      await client().start([buildVersion()])

      const { status } = await sendRawPost(client(), 'close', buildObjectOfSize(5 * kilobyte * kilobyte))

      expect(status).toBe(413)
    })
  })

  describe('whatever comes in', () => {
    const names = fc.oneof(fc.constantFrom('reason', 'note', 'days', 'name', '__proto__'), fc.string())
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom('legal', 'other', 7), fc.string({ unit: 'binary' }))
    const bodies = fc.oneof(
      fc.dictionary(names, values).map((value) => JSON.stringify(value)),
      fc.json(),
      fc.string({ unit: 'binary' }),
    )

    test('is either done or refused by name', async () => {
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...actions), bodies, async (action, body) => {
          await client().start([buildVersion()])

          const { status } = await sendRawPost(client(), action, body)

          expect([200, 400, 409]).toContain(status)
          expect(await client().getHistory()).toHaveLength(status === 200 ? 2 : 1)
        }),
        { numRuns: scaleCases(150, 15) },
      )
    })

    test('any text can be searched for', async () => {
      await client().start([buildVersion()])

      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 100 }), async (text) => {
          const { status } = await client().send(`/api/versions?search=${encodeURIComponent(text.toWellFormed())}`)

          expect(status).toBe(200)
        }),
        { numRuns: scaleCases(150, 15) },
      )
    })
  })
}
