import { beforeAll, describe } from 'vitest'
import { accounting } from '#test/contract/suite/reads/receipts.ts'
import { acting } from '#test/contract/suite/commands/actions.ts'
import { addressing } from './routing.ts'
import { asking } from '#test/contract/suite/commands/operations.ts'
import { changing } from '#test/contract/suite/commands/automatic-transitions.ts'
import { charting } from '#test/contract/suite/reads/population-over-time.ts'
import { Client } from '#test/contract/support/client.ts'
import { drafting } from '#test/contract/suite/commands/drafts.ts'
import type { Host } from '#test/contract/support/host.ts'
import { hostileStories } from './hostile-text.ts'
import { listening } from './event-stream.ts'
import { listing } from '#test/contract/suite/reads/list.ts'
import { paging } from '#test/contract/suite/reads/pagination.ts'
import { reading } from '#test/contract/suite/reads/reads.ts'
import { readingBodies } from '#test/contract/suite/commands/request-bodies.ts'
import { refusing } from '#test/contract/suite/commands/preconditions.ts'
import { repeating } from '#test/contract/suite/commands/idempotency.ts'
import { surveying } from '#test/contract/suite/reads/overview.ts'
import { walking } from '#test/contract/suite/reads/path-counts.ts'
import { weighing } from '#test/contract/suite/reads/impact.ts'

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
