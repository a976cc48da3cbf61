import * as v from 'valibot'
import { longestSilence } from '#api/contract/events.ts'
import type { Hearing } from './event-sequencer.ts'
import { keepListening, type Line } from './reconnecting-stream.ts'
import { liveEventSchema } from './live-event.ts'

/** How long the tab that listens may say nothing at all, not even that it has lost the backend, before another takes over, in milliseconds. */
const longestAbsence = 45_000

/** What the tab that listens tells the others. */
const messageSchema = v.variant('kind', [
  v.object({ kind: v.literal('heard'), event: liveEventSchema, before: v.nullable(v.string()) }),
  v.object({ kind: v.literal('lost') }),
])
type Message = v.InferOutput<typeof messageSchema>

/** One tab among those of a browser. */
export interface Tab {
  readonly line: Line
  readonly hearing: Hearing
  /** Told whether the backend is being heard, by this tab or by the one that listens for it. */
  readonly alive: (alive: boolean) => void
  readonly isVisible: () => boolean
  /** The lock that only the tab holds that listens, and where they all meet. */
  readonly name: string
  readonly locks: Pick<LockManager, 'request'>
  readonly channel: BroadcastChannel
}

/**
 * Listens together with the other tabs, until `over`: one has the stream and passes on what it hears. When it goes, the next one takes over where
 * that one was. Where the one that has it says nothing any more (its tab may be asleep), one that somebody looks at takes it away.
 */
export async function shareStream({ line, hearing, alive, isVisible, name, locks, channel }: Tab, over: AbortSignal): Promise<void> {
  let watch = new AbortController()
  let leads = false
  const tell = (message: Message) => {
    if (!over.aborted) channel.postMessage(message)
  }

  const listen = (signal: AbortSignal) => {
    watch.abort()
    leads = true
    return keepListening(
      line,
      {
        last: hearing.last,
        hear: (event) => {
          const before = hearing.last()
          alive(true)
          if (hearing.hear(event)) tell({ kind: 'heard', event, before })
        },
        lost: () => {
          alive(false)
          tell({ kind: 'lost' })
        },
      },
      signal,
    )
  }

  /** Listens once the lock is given, until it is taken away. Answers whether it was ever given. */
  const lead = async (options: LockOptions): Promise<boolean> => {
    const leading = new AbortController()
    const stepDown = () => leading.abort()
    over.addEventListener('abort', stepDown)
    let given = false
    try {
      await locks.request(name, options, () => {
        given = true
        return over.aborted ? undefined : listen(leading.signal)
      })
    } catch {
      // It was taken away, or is not waited for any more.
    } finally {
      leads &&= !given
      stepDown()
      over.removeEventListener('abort', stepDown)
    }
    return given
  }

  const expectMore = () => {
    watch.abort()
    watch = new AbortController()
    const { signal } = watch
    const miss = async () => {
      await line.wait(longestSilence, signal)
      if (!signal.aborted) alive(false)
      await line.wait(longestAbsence - longestSilence, signal)
      if (signal.aborted) return
      if (isVisible()) void lead({ steal: true })
      else expectMore()
    }
    void miss()
  }

  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const read = v.safeParse(messageSchema, data)
    if (!read.success || over.aborted) return
    if (!leads) {
      expectMore()
      alive(read.output.kind === 'heard')
    }
    if (read.output.kind === 'heard') hearing.overhear(read.output.event, read.output.before)
  })
  over.addEventListener('abort', () => watch.abort())
  expectMore()
  while (!over.aborted) if (!(await lead({ signal: over })) && !over.aborted) await listen(over)
}
