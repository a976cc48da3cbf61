import { beforeAll, describe } from 'vitest'
import { testReceipts } from '#test/contract/suite/reads/receipts.ts'
import { testActions } from '#test/contract/suite/commands/actions.ts'
import { testSavedViews } from '#test/contract/suite/saved-views/saved-views.ts'
import { testRouting } from './routing.ts'
import { testBatches } from '#test/contract/suite/commands/batches.ts'
import { testOperations } from '#test/contract/suite/commands/operations.ts'
import { testAutomaticTransitions } from '#test/contract/suite/commands/automatic-transitions.ts'
import { testPopulationOverTime } from '#test/contract/suite/reads/population-over-time.ts'
import { Client } from '#test/contract/support/client.ts'
import { testDrafts } from '#test/contract/suite/commands/drafts.ts'
import type { Host } from '#test/contract/support/host.ts'
import { testHostileText } from './hostile-text.ts'
import { testEventStream } from './event-stream.ts'
import { testList } from '#test/contract/suite/reads/list.ts'
import { testFilters } from '#test/contract/suite/reads/filters.ts'
import { testVersionBatch } from '#test/contract/suite/reads/version-batch.ts'
import { testPagination } from '#test/contract/suite/reads/pagination.ts'
import { testReads } from '#test/contract/suite/reads/reads.ts'
import { testRequestBodies } from '#test/contract/suite/commands/request-bodies.ts'
import { testPreconditions } from '#test/contract/suite/commands/preconditions.ts'
import { testIdempotency } from '#test/contract/suite/commands/idempotency.ts'
import { testOverview } from '#test/contract/suite/reads/overview.ts'
import { testPathCounts } from '#test/contract/suite/reads/path-counts.ts'
import { testStall } from '#test/contract/suite/reads/stall.ts'
import { testImpact } from '#test/contract/suite/reads/impact.ts'
import type { ContractTests } from './contract-tests.ts'
import { isSampled } from '#test/support/test-size.ts'

/** Hosts that put another transport in front of a backend that is tested in process, too. */
const transports = ['MSW in Node', 'MSW in the browser', 'HTTP'] as const

/** What may depend on the transport: paths, headers, bodies, encodings, streams. */
const transportSections: readonly ContractTests[] = [testRouting, testPreconditions, testRequestBodies, testEventStream, testHostileText]

/** What depends on the backend alone. */
const backendSections: readonly ContractTests[] = [
  testReads,
  testList,
  testFilters,
  testPagination,
  testVersionBatch,
  testActions,
  testDrafts,
  testAutomaticTransitions,
  testImpact,
  testIdempotency,
  testOperations,
  testBatches,
  testSavedViews,
  testPathCounts,
  testStall,
  testPopulationOverTime,
  testReceipts,
  testOverview,
]

/**
 * What every host of the backend has to do. It needs nothing but a host and Vitest: it runs wherever a host runs. Below the full size, what
 * depends on the backend alone is shared out among the transports: each section runs in process, and behind some of them.
 */
export function testContract(name: string, host: () => Promise<Host> | Host, transport?: (typeof transports)[number]): void {
  describe(name, () => {
    let client: Client
    beforeAll(async () => {
      client = new Client(await host())
    })

    const sharedSections = backendSections.filter(
      (_, section) => transport === undefined || isSampled(section, transports.indexOf(transport), transports.length),
    )
    for (const testSection of [...transportSections, ...sharedSections]) testSection(() => client)
  })
}
