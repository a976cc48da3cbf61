import { use, useState } from 'react'
import { createLoadable } from '#ui/loadable.tsx'
import { BatchesStateContext } from './state/batches-context.ts'

/** The page works without it: the code of the selection bar loads it, too. */
const BatchesRoot = createLoadable(async () => (await import('./batches-root.tsx')).BatchesRoot, { failure: () => null })

/** Region for the notices of batches, with their dialog and panel. `isIdle`: the page has loaded, so that batches may be looked for. */
export function BatchesRegion({ isIdle }: { readonly isIdle: boolean }) {
  const { request, panel } = use(BatchesStateContext)
  const isNeeded = isIdle || request !== null || panel !== null
  const [wasNeeded, setWasNeeded] = useState(isNeeded)
  // It stays: commands go on, and batches are followed, after the dialog and the panel are closed.
  if (isNeeded && !wasNeeded) setWasNeeded(true)
  return wasNeeded && <BatchesRoot />
}
