import { describe, expect, test } from 'vitest'
import type { SavedViewRecord } from '#backend/store/saved-views/saved-view-store.ts'
import type { Seed, Store } from '#backend/store/store.ts'
import { buildSeed, now } from '#test/contract/support/fixtures.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'

const buildView = (id: string, facts: Partial<SavedViewRecord> = {}): SavedViewRecord => ({
  id,
  revision: 1,
  name: id,
  query: 'status=live',
  shared: false,
  owner: marketer.user,
  updatedAt: now,
  ...facts,
})

/** What every store has to do for saved views. `open` gives a store that begins with a seed. */
export function testSavedViewStore(name: string, open: (seed: Seed) => Promise<Store>): void {
  const listIds = async (store: Store, userId: string) =>
    (await store.read((reader) => reader.savedViewsFor(userId))).map(({ id }) => id).toSorted()

  describe(`${name}, saved views`, () => {
    test('keeps them, replaces one, and deletes one', async () => {
      const store = await open(buildSeed([]))
      await store.write(async (transaction) => {
        for (const id of ['a', 'b', 'c']) await transaction.saveView(buildView(id))
      })
      await store.write(async (transaction) => {
        await transaction.saveView(buildView('b', { revision: 2, shared: true, owner: otherMarketer.user }))
        await transaction.deleteView('c')
        await transaction.deleteView('none')
      })

      const found = await store.read((reader) => Promise.all(['a', 'b', 'c'].map((id) => reader.savedView(id))))

      expect(found).toEqual([buildView('a'), buildView('b', { revision: 2, shared: true, owner: otherMarketer.user }), undefined])
      expect([await listIds(store, 'anna'), await listIds(store, 'bob'), await listIds(store, 'vera')]).toEqual([['a', 'b'], ['b'], ['b']])
    })

    test('takes them back with the rest of a transaction that fails', async () => {
      const store = await open(buildSeed([]))
      await store.write((transaction) => transaction.saveView(buildView('a')))

      const failed = store.write(async (transaction) => {
        await transaction.saveView(buildView('a', { name: 'changed' }))
        await transaction.saveView(buildView('b'))
        await transaction.deleteView('a')
        throw new Error('no')
      })

      await expect(failed).rejects.toThrow('no')
      expect(await store.read((reader) => reader.savedViewsFor('anna'))).toEqual([buildView('a')])
    })
  })
}
