import { useMemo, useState, type ReactNode } from 'react'
import { listReturnFocusCandidates } from '#features/actions/state/focus-restoration.ts'
import { BatchesContext, BatchesStateContext, type BatchRequest } from './state/batches-context.ts'

/** Owns what is open of batches: the confirmation dialog, and the panel. */
export function BatchesProvider({ children }: { readonly children: ReactNode }) {
  const [request, setRequest] = useState<BatchRequest | null>(null)
  const [panel, setPanel] = useState<{ readonly batchId: string | null; readonly returnFocusTo: readonly HTMLElement[] } | null>(null)
  const batches = useMemo(
    () => ({
      requestBatch: (next: BatchRequest) => setRequest(next),
      dismissRequest: (done: BatchRequest) => setRequest((now) => (now === done ? null : now)),
      showBatches: (batchId: string | null) =>
        setPanel((now) => ({ batchId, returnFocusTo: now?.returnFocusTo ?? listReturnFocusCandidates(document.activeElement) })),
      hideBatches: () => setPanel(null),
    }),
    [],
  )
  const state = useMemo(() => ({ request, panel }), [request, panel])
  return (
    <BatchesContext value={batches}>
      <BatchesStateContext value={state}>{children}</BatchesStateContext>
    </BatchesContext>
  )
}
