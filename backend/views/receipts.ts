import type { Receipt } from '#api/contract/receipt.ts'
import { receiptOfClosing, receiptOfStopping } from '#domain/population/receipt.ts'
import type { Instant } from '#domain/version.ts'
import { entryOf } from './serializers.ts'
import type { StoredEntry, VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'

const counts = { close: receiptOfClosing, stop: receiptOfStopping } as const

const isEnding = (what: StoredEntry['what']): what is keyof typeof counts => Object.hasOwn(counts, what)

/**
 * What the endings of a version did, newest first, as it is at `at`. Once a newer one is published,
 * customers enter that instead, even if that one is deleted later: from then on nobody is turned away here.
 */
export async function receiptsOf(reader: Reader, record: VersionRecord, at: Instant): Promise<readonly Receipt[]> {
  if (record.ended === null) return []
  const newer = (await reader.everyVersionOf(record.journeyId)).filter(({ number }) => number > record.number)
  const until = Math.min(at, ...newer.map(({ publishedAt }) => publishedAt ?? Infinity))
  return (await reader.history(record.id, Infinity)).flatMap((stored) => {
    const { what } = stored
    if (!isEnding(what)) return []
    const { sequence, at: when, by, cause, reason, note, peopleInside } = entryOf(stored)
    const { stopped, messagesNotSent, entrancesRefused } = counts[what](record, stored.at, cause === 'newerVersion' ? stored.at : until)
    const ending = { sequence, at: when, action: what, by, cause, reason, note, peopleInside }
    return [{ ...ending, stopped, leftToFinish: peopleInside - stopped, messagesNotSent, entrancesRefused }]
  })
}
