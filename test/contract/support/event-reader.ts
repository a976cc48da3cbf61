import { createParser, type EventSourceMessage } from 'eventsource-parser'
import * as v from 'valibot'
import { expect } from 'vitest'
import { batchChangeSchema, versionChangeSchema, heartbeatSchema, resyncSchema } from '#api/contract/events.ts'
import { securityHeaders } from './assert-contract.ts'
import type { Host } from './host.ts'

const schemas = { change: versionChangeSchema, batch: batchChangeSchema, heartbeat: heartbeatSchema, resync: resyncSchema } as const
const eventKindSchema = v.picklist(Object.keys(schemas) as (keyof typeof schemas)[])

/** An event that satisfies the contract. */
interface ReceivedEvent {
  readonly event: keyof typeof schemas
  readonly id: string | undefined
  readonly data: object
}

function assertEvent({ event, id, data }: EventSourceMessage): ReceivedEvent {
  const kind = v.parse(eventKindSchema, event)
  const value: unknown = JSON.parse(data)
  const parsed = v.parse(schemas[kind], value)
  expect(parsed).toEqual(value)
  if (kind === 'heartbeat' || kind === 'batch') expect(id).toBeUndefined()
  else expect(id).toMatch(/^[^.]+\.\d+$/)
  if ('sequence' in parsed) expect(id?.endsWith(`.${parsed.sequence}`)).toBe(true)
  return { event: kind, id, data: parsed }
}

/** A reader of a host's event stream. */
export interface EventReader {
  /** Returns the next event once it arrives; `null` at the end of the stream. */
  next(): Promise<ReceivedEvent | null>
  /** Closes the stream. */
  close(): Promise<void>
}

/** Opens an event stream, after the event `lastEventId`. */
export async function openEventReader(host: Host, lastEventId?: string): Promise<EventReader> {
  const response = await host.send('/api/events', lastEventId === undefined ? {} : { headers: { 'last-event-id': lastEventId } })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(Object.keys(securityHeaders).map((name) => [name, response.headers.get(name)])).toEqual(Object.entries(securityHeaders))
  expect(response.headers.get('x-accel-buffering')).toBe('no')
  const received: ReceivedEvent[] = []
  const parser = createParser({ onEvent: (message) => received.push(assertEvent(message)) })
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  return {
    next: async () => {
      while (received.length === 0) {
        const { done, value } = await reader.read()
        if (done) return null
        parser.feed(decoder.decode(value, { stream: true }))
      }
      return received.shift() ?? null
    },
    close: () => reader.cancel(),
  }
}
