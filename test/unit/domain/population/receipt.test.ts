import { describe, expect, test } from 'vitest'
import { createClosingReceipt, createStoppingReceipt } from '#domain/population/receipt.ts'
import { applyAction } from '#domain/transitions.ts'
import { buildActivity, day, buildFlow, hour, buildLife, monday } from './example-life.ts'
import { noMessages } from './message-oracle.ts'

/** Sixty people an hour wait an hour, then get an e-mail. */
const reminder = buildFlow(60, buildActivity('wait', 'wait', hour, 'email'), buildActivity('email', 'email', 0))
const at = monday + 5 * hour

describe('The receipt of a stop', () => {
  test('says who was stopped, what they did not get, and who has been turned away since', () => {
    const stopped = applyAction(buildLife(reminder), 'stop', at)

    const receipts = [0, 2 * hour, 2 * day].map((after) => createStoppingReceipt(stopped, at, at + after))

    const messagesNotSent = { ...noMessages, email: 60 }
    expect(receipts).toEqual([0, 120, 48 * 60].map((entrancesRefused) => ({ stopped: 60, messagesNotSent, entrancesRefused })))
  })

  test('refuses no entrances that the end date would have refused anyhow', () => {
    const stopped = applyAction(buildLife(reminder, { endsAt: at + hour }), 'stop', at)

    const receipt = createStoppingReceipt(stopped, at, at + day)

    expect(receipt.entrancesRefused).toBe(60)
  })

  test('of a paused journey refuses no entrances until the pause would have been over', () => {
    const stopped = applyAction(applyAction(buildLife(reminder), 'pause', at - hour, 3 * hour), 'stop', at)

    const receipts = [2 * hour, 3 * hour].map((after) => createStoppingReceipt(stopped, at, at + after))

    expect(receipts.map(({ entrancesRefused }) => entrancesRefused)).toEqual([0, 60])
  })

  test('of a journey that was draining is about those who were left', () => {
    const closed = applyAction(buildLife(reminder), 'close', at)
    const stopped = applyAction(closed, 'stop', at + hour / 2)

    const receipt = createStoppingReceipt(stopped, at + hour / 2, at + day)

    expect(receipt).toEqual({ stopped: 30, messagesNotSent: { ...noMessages, email: 30 }, entrancesRefused: 0 })
  })
})

describe('The receipt of a closing', () => {
  test('says that no people were stopped and no message is unsent, and who has been turned away since', () => {
    const closed = applyAction(buildLife(reminder), 'close', at)

    const receipts = [closed, applyAction(closed, 'stop', at + 1)].map((version) => createClosingReceipt(version, at, at + 2 * hour))

    const receipt = { stopped: 0, messagesNotSent: noMessages, entrancesRefused: 120 }
    expect(receipts).toEqual([receipt, receipt])
  })

  test('of a journey whose audience had been read refuses no entrances', () => {
    const audience = { ...reminder, entry: { ...reminder.entry, lastsMs: 3 * hour } }
    const closed = applyAction(buildLife(audience), 'close', at)

    const receipt = createClosingReceipt(closed, at, at + day)

    expect(receipt.entrancesRefused).toBe(0)
  })

  test('counts only until customers went elsewhere, and no people if that was before', () => {
    const closed = applyAction(buildLife(reminder), 'close', at)

    const receipts = [at + hour, at, at - hour].map((until) => createClosingReceipt(closed, at, until))

    expect(receipts.map(({ entrancesRefused }) => entrancesRefused)).toEqual([60, 0, 0])
  })
})
