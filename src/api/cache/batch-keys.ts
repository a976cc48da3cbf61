import type { QueryKey } from '@tanstack/react-query'
import { versionKeys } from './query-keys.ts'

const root = [...versionKeys.all(), 'batches'] as const

/** The keys of all queries about batches. They begin as those of versions do: each change of a batch or of a version invalidates them. */
export const batchKeys = {
  list: () => [...root, 'list'] as const,
  details: (id: string, state: string | null) => [...root, 'details', id, state] as const,
} satisfies Record<string, (...parameters: never[]) => QueryKey>
