import type { Receipt } from '#api/contract/receipt.ts'
import { createClosingReceipt, createStoppingReceipt } from '#domain/population/receipt.ts'
import type { Instant } from '#domain/version.ts'
import { toHistoryEntry } from './serializers.ts'
import type { StoredEntry, VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'

const receiptByAction = { close: createClosingReceipt, stop: createStoppingReceipt } as const

const isEnding = (type: StoredEntry['type']): type is keyof typeof receiptByAction => Object.hasOwn(receiptByAction, type)

/**
 * The receipts of a version's endings, newest first, at `at`. Once a newer version is published, customers enter that one instead, even if
 * it is deleted later. From then on this version refuses no entrances.
 */
export async function toReceipts(reader: Reader, record: VersionRecord, at: Instant): Promise<readonly Receipt[]> {
  if (record.ended === null) return []
  const newer = (await reader.allVersionsOf(record.journeyId)).filter(({ number }) => number > record.number)
  const until = Math.min(at, ...newer.map(({ publishedAt }) => publishedAt ?? Infinity))
  return (await reader.history(record.id, Infinity)).flatMap((stored) => {
    const { type } = stored
    if (!isEnding(type)) return []
    const { sequence, at: endedAt, actor, trigger, reason, note, peopleInside } = toHistoryEntry(stored)
    const { stopped, messagesNotSent, entrancesRefused } = receiptByAction[type](
      record,
      stored.at,
      trigger === 'newerVersion' ? stored.at : until,
    )
    const ending = { sequence, at: endedAt, action: type, actor, trigger, reason, note, peopleInside }
    return [{ ...ending, stopped, leftToFinish: peopleInside - stopped, messagesNotSent, entrancesRefused }]
  })
}
