import { createContext, use } from 'react'
import type { PreflightRequest } from '#api/contract/batches/preflight-request.ts'
import type { BatchAction } from '#domain/batch.ts'

/** The ending of many versions that the user has chosen and not confirmed yet. */
export interface BatchRequest {
  readonly action: BatchAction
  /** The selected versions: by their identifiers, or all that match the filters but some. */
  readonly selection: Omit<PreflightRequest, 'action'>
  /** Number of selected versions, as the list shows it. */
  readonly count: number
  /** How many of them are not among the rows that the list shows. */
  readonly unshown: number
  /** Focus restoration: candidates after the dialog, best first. */
  readonly returnFocusTo: readonly HTMLElement[]
  /** Called once the batch has been started. */
  readonly onStarted: () => void
}

/** What can be done. The functions stay the same. */
interface Batches {
  /** Opens the confirmation dialog. */
  readonly requestBatch: (request: BatchRequest) => void
  /** Closes the dialog, if it is still that of this request. */
  readonly dismissRequest: (request: BatchRequest) => void
  /** Opens the panel of all batches, with the details of one of them. */
  readonly showBatches: (batchId: string | null) => void
  readonly hideBatches: () => void
}

/** What is open. */
interface BatchesState {
  readonly request: BatchRequest | null
  /** `null`: the panel is closed. */
  readonly panel: { readonly batchId: string | null; readonly returnFocusTo: readonly HTMLElement[] } | null
}

export const BatchesContext = createContext<Batches | null>(null)
export const BatchesStateContext = createContext<BatchesState>({ request: null, panel: null })

/** The functions of batches, from any component below the provider. */
export function useBatches(): Batches {
  const batches = use(BatchesContext)
  if (batches === null) throw new Error('No BatchesProvider')
  return batches
}
