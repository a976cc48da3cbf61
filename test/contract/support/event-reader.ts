import { createParser, type EventSourceMessage } from 'eventsource-parser'
import * as v from 'valibot'
import { expect } from 'vitest'
import { versionChangeSchema, heartbeatSchema, resyncSchema } from '#api/contract/events.ts'
import { safe } from './assert-contract.ts'
import type { Host } from './host.ts'

const schemas = { change: versionChangeSchema, heartbeat: heartbeatSchema, resync: resyncSchema } as const
const kinds = v.picklist(Object.keys(schemas) as (keyof typeof schemas)[])

/** An event that has been held to the contract. */
interface Told {
  readonly event: keyof typeof schemas
  readonly id: string | undefined
  readonly data: object
}

function hold({ event, id, data }: EventSourceMessage): Told {
  const kind = v.parse(kinds, event)
  const value: unknown = JSON.parse(data)
  const parsed = v.parse(schemas[kind], value)
  expect(parsed).toEqual(value)
  if (kind === 'heartbeat') expect(id).toBeUndefined()
  else expect(id).toMatch(/^[^.]+\.\d+$/)
  if ('sequence' in parsed) expect(id?.endsWith(`.${parsed.sequence}`)).toBe(true)
  return { event: kind, id, data: parsed }
}

/** Somebody who listens to the events of a host. */
export interface Listener {
  /** The next event, once it comes; `null` when the stream has ended. */
  next(): Promise<Told | null>
  /** Goes away. */
  leave(): Promise<void>
}

/** Begins to listen, after the event of that id. */
export async function listenTo(host: Host, lastEventId?: string): Promise<Listener> {
  const response = await host.send('/api/events', lastEventId === undefined ? {} : { headers: { 'last-event-id': lastEventId } })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(Object.keys(safe).map((name) => [name, response.headers.get(name)])).toEqual(Object.entries(safe))
  expect(response.headers.get('x-accel-buffering')).toBe('no')
  const told: Told[] = []
  const parser = createParser({ onEvent: (message) => told.push(hold(message)) })
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  return {
    next: async () => {
      while (told.length === 0) {
        const { done, value } = await reader.read()
        if (done) return null
        parser.feed(decoder.decode(value, { stream: true }))
      }
      return told.shift() ?? null
    },
    leave: () => reader.cancel(),
  }
}
