import { describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import type { Version } from '#api/contract/version.ts'
import { aVersion } from '#test/contract/support/fixtures.ts'
import { fate } from '#test/contract/hostile/expected-result.ts'
import { inAddress, ownTexts, shown } from '#test/contract/hostile/hostile-texts.ts'
import type { Stories } from './suite.ts'

/** A few dozen hostile texts for every host; thousands more are tried in process, in `hostile-texts.test.ts`. */
export const hostileStories: Stories = (client) => {
  describe('a hostile text', () => {
    test('is kept whole as a name or refused, and none gets lost', async () => {
      await client().start([aVersion()])

      const kept: string[] = []
      for (const text of ownTexts) {
        const { status, body } = await client().order<Version & Problem>('duplicate', 'version', { etag: '"r1"', body: { name: text } })
        expect([shown(text), status, body.code, body.name]).toEqual([shown(text), ...fate(text, { longest: 200, name: true })])
        if (status === 200) kept.push(text.trim())
      }

      const [page] = await client().listAll('limit=200')
      expect(page?.items.map(({ name }) => name).toSorted()).toEqual([...kept, 'Welcome'].toSorted())
    })

    test('is kept whole as a note', async () => {
      const notes = ownTexts.filter((text) => text.length < 60 && fate(text, { longest: 2000 })[0] === 200).join('')
      await client().start([aVersion()])

      const { body } = await client().order('close', 'version', { body: { note: notes } })

      expect(body.ended?.note).toBe(notes.trim())
      expect((await client().history())[0]?.note).toBe(notes.trim())
    })

    test('names no version, and can be searched for', async () => {
      await client().start([aVersion()])

      for (const text of ownTexts.filter(({ length }) => length <= 200)) {
        const missing = await client().send<Problem>(`/api/versions/${inAddress(`${text}.`)}/history`)
        const found = await client().send(`/api/versions?search=${inAddress(text)}`)
        expect([shown(text), missing.status, found.status]).toEqual([shown(text), 404, 200])
      }
    })
  })
}
