import { beforeAll, describe } from 'vitest'
import { acting } from './acting.ts'
import { addressing } from './addressing.ts'
import { changing } from './changing.ts'
import { Client } from './client.ts'
import { drafting } from './drafting.ts'
import type { Host } from './host.ts'
import { listing } from './listing.ts'
import { paging } from './paging.ts'
import { reading } from './reading.ts'
import { readingBodies } from './reading-bodies.ts'
import { refusing } from './refusing.ts'
import { repeating } from './repeating.ts'
import { weighing } from './weighing.ts'

/** What every host of the backend has to do. It needs nothing but a host and Vitest: it runs wherever a host runs. */
export function contract(name: string, host: () => Promise<Host> | Host): void {
  describe(name, () => {
    let client: Client
    beforeAll(async () => {
      client = new Client(await host())
    })

    const everything = [reading, listing, paging, acting, drafting, changing, weighing, repeating, addressing, refusing, readingBodies]
    for (const stories of everything) stories(() => client)
  })
}

/** Stories about one thing that the backend does. */
export type Stories = (client: () => Client) => void
