import { reasonCodes } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { historyEntrySchema } from './history.ts'
import { countSchema } from './primitives.ts'
import { versionRefSchema, versionSchema } from './version.ts'

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
  'preflight-expired': 410,
  'stale-revision': 412,
  'too-large': 413,
  'unsupported-media-type': 415,
  'key-reused': 422,
  'too-many-selected': 422,
  'nothing-to-end': 422,
  'typed-count-wrong': 422,
  'precondition-required': 428,
} as const
export type ProblemCode = keyof typeof problemStatuses
export const problemCodes = Object.keys(problemStatuses) as [ProblemCode, ...ProblemCode[]]

/** The name of a deleted version, and the latest version that its journey still has, `null` if there is none. */
export const deletedVersionSchema = v.object({
  name: v.string(),
  number: versionRefSchema.entries.number,
  latestVersion: v.nullable(versionRefSchema),
})

/** An `application/problem+json` response (RFC 9457). A newer server may use a code or reason that this client does not know. */
export const problemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.pipe(v.number(), v.integer()),
  detail: v.string(),
  /** A `ProblemCode`. The list is not part of the schema, so that the first page does not load it. */
  code: v.string(),
  /** Invalid parts of the request, as dotted paths; for `invalid-request`. */
  errors: v.optional(v.array(v.object({ path: v.string(), message: v.string() }))),
  /** Sign-in path, of the same origin; for `unauthenticated`, if the backend is configured with one. */
  signIn: v.optional(v.string()),
  /** The reason why the action is not allowed; for `action-not-allowed` and `forbidden`. */
  reasonCode: v.optional(v.union([v.picklist(reasonCodes), v.string()])),
  /** The current version; for `action-not-allowed` and `stale-revision`. */
  currentVersion: v.optional(versionSchema),
  /** The last change of the version: type, actor and time; for `action-not-allowed`, `stale-revision` and `deleted`. */
  latestEntry: v.optional(historyEntrySchema),
  /** For `deleted`. */
  deletedVersion: v.optional(deletedVersionSchema),
  /** The number of items in each state; for `batch-ended`, `batch-running` and `batch-retried`. */
  counts: v.optional(v.record(v.string(), countSchema)),
})
export type Problem = v.InferOutput<typeof problemSchema>
