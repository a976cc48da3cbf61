import { describe, expect, test } from 'vitest'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Page, PageRequest, Reader, Store } from '#backend/store/store.ts'
import { createNameSkeleton } from '#backend/store/keys/name-skeleton.ts'
import { sorts } from '#api/contract/list.ts'
import { decodeText, encodeText } from '#server/store/encode-text.ts'
import { hostileTexts } from '#test/contract/hostile/corpora.ts'
import { buildSeed, buildVersion, forkedFlow, now } from '#test/contract/support/fixtures.ts'
import { everyVersion } from '#test/support/every-version.ts'
import { generatedCasesTimeoutMs, sampleCases } from '#test/support/test-size.ts'
import { preparePglite, preparePostgresql } from './support/sql-databases.ts'

const everything: PageRequest['query'] = { ...everyVersion, versions: 'all', sort: 'name', limit: 200 }

/** Texts with a meaning in the pattern of a search. */
const patterns = ['100 %', 'a_b', 'a\\b', '\\', '%', '_', '\\%', "it's"]
const texts = [...new Set([...hostileTexts, ...patterns])]
const searched = [...patterns, ...sampleCases(hostileTexts, 60)]

test('every text is encoded as one that PostgreSQL can store, and decoded as it was', () => {
  const reserved = ['\u{10F000}', '\u{10F000}\u{10F800}', '\u{10FFFF}', '\0', '\ud800', '\udfff\ud800', '']
  for (const text of [...texts, ...reserved]) {
    expect(encodeText(text)).toSatisfy((encoded: string) => encoded.isWellFormed() && !encoded.includes('\0'))
    expect(decodeText(encodeText(text))).toBe(text)
  }
  expect(new Set([...texts, ...reserved].map(encodeText)).size).toBe(new Set([...texts, ...reserved]).size)
})

const seed = buildSeed(
  texts.map((text, index) =>
    buildVersion({
      id: `v${index}`,
      name: text,
      description: text,
      tags: [text],
      flow: forkedFlow,
      number: index,
      updatedAt: now - (index % 7),
    }),
  ),
)

const listIds = ({ rows }: Page) => rows.map(({ record }) => record.id)

/** Reads the same from two stores. */
const readBoth = <T>(stores: readonly [Store, Store], work: (reader: Reader) => Promise<T>): Promise<[T, T]> =>
  Promise.all([stores[0].read(work), stores[1].read(work)])

for (const { name, openStore } of [preparePglite(), preparePostgresql()]) {
  describe(`hostile texts on ${name}`, () => {
    const openBoth = async (): Promise<readonly [Store, Store]> => [createMemoryStore(seed), await openStore(seed)]

    test('are read as they were written, and sorted as in memory', async () => {
      const stores = await openBoth()

      const [inMemory, inSql] = await readBoth(stores, (reader) => reader.versions(seed.versions.map(({ id }) => id)))
      expect(inSql).toEqual(inMemory)
      for (const sort of sorts) {
        const [expected, found] = await readBoth(stores, (reader) => reader.page({ query: { ...everything, sort }, at: now }))
        expect(listIds(found), sort).toEqual(listIds(expected))
        const { sortValue, record } = expected.rows.at(-1)!
        const after = { sortValue, id: record.id }
        const [rest, foundRest] = await readBoth(stores, (reader) => reader.page({ query: { ...everything, sort }, at: now, after }))
        expect(listIds(foundRest), sort).toEqual(listIds(rest))
      }
    })

    test(
      'are found by a search, among the values of a filter, and by their skeletons, as in memory',
      { timeout: generatedCasesTimeoutMs },
      async () => {
        const stores = await openBoth()

        for (const text of searched) {
          // Half a character cannot stand in an address.
          const search = text.toWellFormed().slice(0, 200)
          const [expected, found] = await readBoth(stores, (reader) => reader.page({ query: { ...everything, search }, at: now }))
          expect(listIds(found), JSON.stringify(search)).toEqual(listIds(expected))
          const counted = { query: { ...everything, search: '' }, find: search, at: now }
          const [counts, foundCounts] = await readBoth(stores, (reader) => reader.valueCounts(counted, 200))
          expect(foundCounts, JSON.stringify(search)).toEqual(counts)
          const [same, foundSame] = await readBoth(stores, (reader) => reader.latestByNameSkeleton(createNameSkeleton(text)))
          expect(foundSame.map(({ id }) => id).toSorted(), JSON.stringify(text)).toEqual(same.map(({ id }) => id).toSorted())
        }
      },
    )

    test('identify versions, journeys, users and keys', async () => {
      const short = texts.filter((text) => text.length <= 300 && text !== '')
      const store = await openStore(buildSeed(short.map((text) => buildVersion({ id: text, journeyId: text }))))

      await store.write(async (transaction) => {
        for (const text of short)
          await transaction.saveIdempotencyRecord({
            userId: text,
            key: text,
            at: now,
            fingerprint: text,
            status: 200,
            headers: {},
            body: text,
          })
      })

      await store.read(async (reader) => {
        for (const text of short) {
          expect((await reader.version(text))?.id).toBe(text)
          expect((await reader.versionsOf(text)).map(({ id }) => id)).toEqual([text])
          expect((await reader.history(text, { limit: 9 })).map(({ versionId }) => versionId)).toEqual([text])
          expect(await reader.findIdempotencyRecord(text, text)).toMatchObject({ userId: text, body: text })
        }
        expect((await reader.openVersions()).map(({ id }) => id).toSorted()).toEqual(short.toSorted())
      })
    })
  })
}
