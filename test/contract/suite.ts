import { beforeAll, describe } from 'vitest'
import { accounting } from './accounting.ts'
import { acting } from './acting.ts'
import { addressing } from './addressing.ts'
import { asking } from './asking.ts'
import { changing } from './changing.ts'
import { charting } from './charting.ts'
import { Client } from './client.ts'
import { drafting } from './drafting.ts'
import type { Host } from './host.ts'
import { hostileStories } from './hostile-stories.ts'
import { listening } from './listening.ts'
import { listing } from './listing.ts'
import { paging } from './paging.ts'
import { reading } from './reading.ts'
import { readingBodies } from './reading-bodies.ts'
import { refusing } from './refusing.ts'
import { repeating } from './repeating.ts'
import { surveying } from './surveying.ts'
import { walking } from './walking.ts'
import { weighing } from './weighing.ts'

/** What every host of the backend has to do. It needs nothing but a host and Vitest: it runs wherever a host runs. */
export function contract(name: string, host: () => Promise<Host> | Host): void {
  describe(name, () => {
    let client: Client
    beforeAll(async () => {
      client = new Client(await host())
    })

    const everything = [
      reading,
      listing,
      paging,
      acting,
      drafting,
      changing,
      weighing,
      repeating,
      asking,
      addressing,
      refusing,
      readingBodies,
      listening,
      walking,
      charting,
      accounting,
      surveying,
      hostileStories,
    ]
    for (const stories of everything) stories(() => client)
  })
}

/** Stories about one thing that the backend does. */
export type Stories = (client: () => Client) => void
