import { describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import type { Version } from '#api/contract/version.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { predictResult } from '#test/contract/hostile/expected-result.ts'
import { encodeForUrl, ownTexts, formatText } from '#test/contract/hostile/hostile-texts.ts'
import type { ContractTests } from './contract-tests.ts'

/** A few dozen hostile texts for every host; thousands more are tried in process, in `hostile-texts.test.ts`. */
export const testHostileText: ContractTests = (client) => {
  describe('a hostile text', () => {
    test('is kept whole as a name or refused, and none gets lost', async () => {
      await client().start([buildVersion()])

      const kept: string[] = []
      for (const text of ownTexts) {
        const { status, body } = await client().sendCommand<Version & Problem>('duplicate', 'version', {
          etag: '"r1"',
          body: { name: text },
        })
        expect([formatText(text), status, body.code, body.name]).toEqual([
          formatText(text),
          ...predictResult(text, { longest: 200, name: true }),
        ])
        if (status === 200) kept.push(text.trim())
      }

      const [page] = await client().getAllPages('limit=200')
      expect(page?.items.map(({ name }) => name).toSorted()).toEqual([...kept, 'Welcome'].toSorted())
    })

    test('is kept whole as a note', async () => {
      const notes = ownTexts.filter((text) => text.length < 60 && predictResult(text, { longest: 2000 })[0] === 200).join('')
      await client().start([buildVersion()])

      const { body } = await client().sendCommand('close', 'version', { body: { note: notes } })

      expect(body.ended?.note).toBe(notes.trim())
      expect((await client().getHistory())[0]?.note).toBe(notes.trim())
    })

    test('names no version, and can be searched for', async () => {
      await client().start([buildVersion()])

      for (const text of ownTexts.filter(({ length }) => length <= 200)) {
        const missing = await client().send<Problem>(`/api/versions/${encodeForUrl(`${text}.`)}/history`)
        const found = await client().send(`/api/versions?search=${encodeForUrl(text)}`)
        expect([formatText(text), missing.status, found.status]).toEqual([formatText(text), 404, 200])
      }
    })
  })
}
