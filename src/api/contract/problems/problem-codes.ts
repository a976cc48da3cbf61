/** All problems of the backend: a stable code and its HTTP status. */
export const problemStatuses = {
  'malformed-json': 400,
  'too-deep': 400,
  'invalid-request': 400,
  unauthenticated: 401,
  forbidden: 403,
  'cross-origin': 403,
  'not-found': 404,
  deleted: 404,
  'method-not-allowed': 405,
  /** Only its owner changes a saved view that is shared. */
  'view-of-another': 403,
  'action-not-allowed': 409,
  /** The command was cancelled before its request arrived: it has not been carried out, and never will be. */
  cancelled: 409,
  /** Each preflight starts one batch at most. */
  'preflight-used': 409,
  /** No version of the batch is pending any more. */
  'batch-ended': 409,
  /** Only a batch that has ended can be retried. */
  'batch-running': 409,
  /** Each batch is retried once at most; the batch that did can be retried again. */
  'batch-retried': 409,
  /** The version accepts no entrance: it is not live. */
  'entrances-refused': 409,
  /** The people of this installation are simulated. */
  'people-simulated': 409,
  /** A user has one saved view of each name, whatever its case and accents. */
  'view-name-taken': 409,
  'preflight-expired': 410,
  'stale-revision': 412,
  /** The saved view is another one than its `If-Match` says. */
  'view-changed': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'key-reused': 422,
  'too-many-selected': 422,
  'too-many-views': 422,
  'nothing-to-end': 422,
  'typed-count-wrong': 422,
  'precondition-required': 428,
  /** Sent too often by one session or from one address: nothing was done. `Retry-After` says when to send it again. */
  'too-many-requests': 429,
  /** The store cannot be reached now. A command may have been carried out: its outcome is looked up by its key. */
  unavailable: 503,
} as const
export type ProblemCode = keyof typeof problemStatuses
export const problemCodes = Object.keys(problemStatuses) as [ProblemCode, ...ProblemCode[]]
