import type { Receipt } from '#api/contract/version.ts'
import { toHistoryEntry } from './serializers.ts'
import type { StoredEntry, VersionRecord } from '#backend/store/records.ts'
import type { ViewContext } from './view-context.ts'

type EndingEntry = StoredEntry & { readonly type: 'close' | 'stop' }

const isEnding = (entry: StoredEntry): entry is EndingEntry => entry.type === 'close' || entry.type === 'stop'

/** A version is closed at most once, and stopped at most once. */
const maxEndings = 2

/**
 * The receipts of a version's endings, newest first. Once a newer version is published, customers enter that one instead, even if it is
 * deleted later. From then on this version refuses no entrances.
 */
export async function toReceipts({ reader, engine, at }: ViewContext, record: VersionRecord): Promise<readonly Receipt[]> {
  if (record.ended === null) return []
  const newer = (await reader.allVersionsOf(record.journeyId)).filter(({ number }) => number > record.number)
  const refusesUntil = Math.min(at, ...newer.map(({ publishedAt }) => publishedAt ?? Infinity))
  const endings = (await reader.history(record.id, { limit: maxEndings, types: ['close', 'stop'] })).filter(isEnding)
  const toReceipt = async (stored: EndingEntry): Promise<Receipt> => {
    const { sequence, at: endedAt, actor, trigger, reason, note, peopleInside } = toHistoryEntry(stored)
    const { type: action } = stored
    const until = trigger === 'newerVersion' ? stored.at : refusesUntil
    const { stopped, messagesNotSent, entrancesRefused, handedOver } = await engine.createReceipt(record, { action, at: stored.at, until })
    const ending = { sequence, at: endedAt, action, actor, trigger, reason, note, peopleInside }
    return {
      ...ending,
      stopped,
      leftToFinish: Math.max(0, peopleInside - stopped),
      messagesNotSent,
      entrancesRefused,
      ...(handedOver && { handedOver }),
    }
  }
  return Promise.all(endings.map(toReceipt))
}
