import '#i18n/activity-messages.ts'
import '#i18n/journey-messages.ts'
import { ChunkLoadError } from '#ui/chunk-load-error.tsx'
import { createLoadable } from '#ui/loadable.tsx'

/** The graph of the path. Its code is as large as that of all the rest of the page. */
export const PathGraph = createLoadable(async () => (await import('./path-graph.tsx')).PathGraph, { failure: ChunkLoadError })
