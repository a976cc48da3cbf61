import { beforeAll, describe } from 'vitest'
import { accounting } from '#test/contract/suite/reads/accounting.ts'
import { acting } from '#test/contract/suite/commands/acting.ts'
import { addressing } from './addressing.ts'
import { asking } from '#test/contract/suite/commands/asking.ts'
import { changing } from '#test/contract/suite/commands/changing.ts'
import { charting } from '#test/contract/suite/reads/charting.ts'
import { Client } from '#test/contract/support/client.ts'
import { drafting } from '#test/contract/suite/commands/drafting.ts'
import type { Host } from '#test/contract/support/host.ts'
import { hostileStories } from './hostile-stories.ts'
import { listening } from './listening.ts'
import { listing } from '#test/contract/suite/reads/listing.ts'
import { paging } from '#test/contract/suite/reads/paging.ts'
import { reading } from '#test/contract/suite/reads/reading.ts'
import { readingBodies } from '#test/contract/suite/commands/reading-bodies.ts'
import { refusing } from '#test/contract/suite/commands/refusing.ts'
import { repeating } from '#test/contract/suite/commands/repeating.ts'
import { surveying } from '#test/contract/suite/reads/surveying.ts'
import { walking } from '#test/contract/suite/reads/walking.ts'
import { weighing } from '#test/contract/suite/reads/weighing.ts'

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
