import type { Client } from '#test/contract/support/client.ts'

/** Declares the tests of one subject. The client is there once they run. */
export type ContractTests = (client: () => Client) => void
