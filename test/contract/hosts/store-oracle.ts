import { expect, test } from 'vitest'
import type { FilterQuery, ValueFilter } from '#api/contract/filters/filter-query.ts'
import { sorts } from '#api/contract/list.ts'
import { everyVersion } from '#test/support/every-version.ts'
import { closeReasons } from '#domain/ending-reasons.ts'
import { entryTypes } from '#domain/flow.ts'
import { createStoredVersion, type StoredVersion } from '#backend/store/keys/stored-version.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { PageRequest, Seed, Store, Transaction } from '#backend/store/store.ts'
import { mayHoldPeople, statuses } from '#domain/lifecycle.ts'
import { createRandom, type Random } from '#mocks/faults/seeded-random.ts'
import { buildSeed, buildVersionInStatus, emptyFlow, forkedFlow, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { countFacets, countValues, selectPage } from '#test/support/naive-list-query.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { day } from '#test/unit/domain/population/example-life.ts'

const names = ['Welcome', 'welcome', 'Été à Évry', 'Wave 2', 'Wave 10', '🎉 Party', 'Œuvre', '\u{FFFD}x', 'WeIcome', '']
const tags = ['sale', 'Sale', 'été', 'two words', '']
const users = [
  { id: 'ana', name: 'Ana' },
  { id: 'ana', name: 'Ana Bell' },
  { id: 'bob', name: 'Bob' },
]
const used = [
  'template:Offer',
  'template:été',
  'template:a:b',
  'audience:new',
  'audience:Été\u{0}',
  'activity:email',
  'tag:sale',
  'Offer',
  'tag:',
]
const searches = ['', '', 'wel', 'wave 1', 'ete', 'v2', '🎉', 'v. 1', 'nothing', 'version-12', ' ']

/** A version of one of a few journeys, at random. `revision` makes it differ from the stored one. */
function createVersion({ pick, int, bool }: Random, id: string, revision: number): VersionRecord {
  const endedAt = now - int(130) * 6 * 3_600_000
  const version = buildVersionInStatus(pick(statuses), {
    id,
    revision,
    journeyId: pick(['shop', 'bank', 'travel']),
    name: pick(names),
    number: 1 + int(3),
    latest: bool(50),
    flow: {
      entry: { ...emptyFlow.entry, type: pick(entryTypes), ...(bool(50) && { audience: pick(['New', 'new', 'Été\u{0}']) }) },
      activities: pick([welcomeFlow, emptyFlow, forkedFlow]).activities.map((activity) =>
        bool(40) ? { ...activity, template: pick(['Offer', 'été', 'a:b']) } : activity,
      ),
    },
    tags: [pick(tags), pick(tags)].slice(int(3)),
    createdBy: pick(users),
    publishedBy: pick([null, ...users]),
    publishedAt: pick([null, now - int(40) * 6 * 3_600_000]),
    updatedAt: now - int(5) * day,
    deletedAt: bool(15) ? now : null,
  })
  return {
    ...version,
    ended: version.ended && { ...version.ended, at: endedAt, action: pick(['close', 'stop']), reason: pick([null, ...closeReasons]) },
    dueAt: bool(30) ? now + int(9) : null,
  }
}

/** Some filters by values, at random. */
const createValueFilters = ({ pick, bool }: Random): Partial<Pick<FilterQuery, ValueFilter>> => ({
  ...(bool(25) && { type: [pick(entryTypes), pick(entryTypes)] }),
  ...(bool(25) && { tag: [pick(tags), pick(tags)] }),
  ...(bool(25) && { uses: [pick(used), pick(used)] }),
  ...(bool(25) && { createdBy: [pick(['ana', 'bob', 'nobody'])] }),
  ...(bool(15) && { publishedBy: ['ana', 'nobody'] }),
  ...(bool(15) && { reason: [pick(closeReasons), pick(closeReasons)] }),
})

/** A question about the list, at random, as the backend may ask it. */
function createRequest({ pick, int, bool }: Random, stored: readonly StoredVersion[]): PageRequest {
  const request: PageRequest = {
    query: {
      ...everyVersion,
      search: pick(searches),
      status: bool(50) ? [] : [pick(statuses), pick(statuses)],
      ...(bool(25) && { endedWithin: pick([1, 2, 7, 30]) }),
      ...(bool(15) && { publishedWithin: pick([1, 2, 7, 30]) }),
      ...(bool(15) && { updatedWithin: pick([1, 2, 4]) }),
      ...createValueFilters({ pick, int, bool }),
      timeZone: pick(['UTC', 'Asia/Kathmandu', 'America/Los_Angeles']),
      versions: pick(['latest', 'all']),
      sort: pick(sorts),
      limit: 1 + int(6),
    },
    at: now,
  }
  const isByPeople = request.query.sort.endsWith('people')
  const inside = isByPeople && bool(80) ? new Map(stored.slice(0, 9).map(({ record }) => [record.id, int(4)])) : undefined
  const replaced = bool(30)
    ? stored.slice(0, int(3)).map(({ record }) => createVersion({ pick, int, bool }, record.id, record.revision + 1))
    : []
  return {
    ...request,
    ...(inside && { inside }),
    ...(replaced.length > 0 && { replacements: new Map(replaced.map((record) => [record.id, record])) }),
  }
}

const listIds = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id).toSorted()

/** Everything that the store says about `all`, and what it should say. Pages are read to the end. */
async function compareAnswers(store: Store, all: ReadonlyMap<string, VersionRecord>, random: Random): Promise<void> {
  const stored = Array.from(all.values(), createStoredVersion)
  const present = [...all.values()].filter(({ deletedAt }) => deletedAt === null)
  const requests = Array.from({ length: 12 }, () => createRequest(random, stored))
  await store.read(async (reader) => {
    for (const request of requests) {
      const facets = await reader.facets(request)
      expect(facets, JSON.stringify(request)).toEqual(countFacets(stored, request))
      const counted = { ...request, find: random.pick(['', 'SALE', 'words two', 'é', 'ana', 'nothing', ' ']) }
      expect(await reader.valueCounts(counted, 3), JSON.stringify(counted)).toEqual(countValues(stored, counted, 3))
      for (let page: PageRequest | undefined = request; page !== undefined;) {
        const found = await reader.page(page)
        expect(found, JSON.stringify(page)).toEqual(selectPage(stored, page))
        const last = found.hasMore ? found.rows.at(-1) : undefined
        page = last && { ...request, after: { sortValue: last.sortValue, id: last.record.id } }
      }
    }
    const since = now - 5 * day
    expect(listIds(await reader.openVersions())).toEqual(listIds(present.filter(({ status }) => mayHoldPeople(status))))
    expect(listIds(await reader.endedSince(since))).toEqual(listIds(present.filter(({ ended }) => ended !== null && ended.at >= since)))
    const jumping = present.filter(({ flow }) => flow.activities.some(({ journeyId }) => journeyId === 'shop'))
    expect(listIds(await reader.incomingJumps('shop'))).toEqual(listIds(jumping))
    const due = [...all.values()].filter(({ dueAt }) => dueAt !== null && dueAt <= now + 4)
    expect(listIds(await reader.due(now + 4, 99))).toEqual(listIds(due))
    expect(listIds(await reader.allVersionsOf('bank'))).toEqual(listIds([...all.values()].filter(({ journeyId }) => journeyId === 'bank')))
    const skeletons = new Set(stored.map(({ keys }) => keys.nameSkeleton))
    for (const skeleton of skeletons) {
      const same = stored.filter(({ record, keys }) => record.latest && record.deletedAt === null && keys.nameSkeleton === skeleton)
      expect(listIds(await reader.latestByNameSkeleton(skeleton))).toEqual(listIds(same.map(({ record }) => record)))
    }
  })
}

/** Writes some versions at random, new ones and old ones, at the same time. */
async function writeAtRandom(transaction: Transaction, all: Map<string, VersionRecord>, random: Random): Promise<void> {
  const ids = new Set(Array.from({ length: 1 + random.int(4) }, () => `version-${random.int(24)}`))
  const writes = Array.from(ids, (id) => {
    const known = all.get(id)
    const version = createVersion(random, id, (known?.revision ?? 0) + 1)
    all.set(id, version)
    return known ? transaction.update(version, known.revision) : transaction.insert(version)
  })
  await Promise.all(writes)
}

/**
 * Compares the answers of a store with those of a slow and obvious program, while versions are written, and transactions fail. `open` may
 * give several stores on the same data, as tabs of a browser are.
 */
export function testStoreAnswers(name: string, full: number, open: (seed: Seed) => Promise<readonly [Store, ...Store[]]>): void {
  const cases = scaleCases(full, 6)

  test(
    `${name} answers as a search through all versions would, in ${cases} random lives`,
    { timeout: generatedCasesTimeoutMs },
    async () => {
      for (let seed = 1; seed <= cases; seed++) {
        const random = createRandom('store', seed)
        let all = new Map(
          Array.from({ length: random.int(20) }, (_, nth) => [`version-${nth}`, createVersion(random, `version-${nth}`, 1)]),
        )
        const stores = await open(buildSeed([...all.values()]))
        for (let step = 0; step < 5; step++) {
          const next = new Map(all)
          const isTakenBack = random.bool(30)
          const written = random.pick(stores).write(async (transaction) => {
            await writeAtRandom(transaction, next, random)
            await transaction.facets({ query: { ...everyVersion, search: 'wel', versions: 'all' }, at: now })
            if (isTakenBack) throw new Error('taken back')
          })
          await (isTakenBack ? expect(written).rejects.toThrow('taken back') : written)
          if (!isTakenBack) all = next
          await compareAnswers(random.pick(stores), all, random)
        }
      }
    },
  )
}
