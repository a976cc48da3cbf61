import { reasonCodes } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { historyEntrySchema } from './history.ts'
import { countSchema } from './primitives.ts'
import { versionRefSchema, versionSchema } from './version.ts'

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
  /** A `ProblemCode`, or one that this client does not know. The list is a file of its own, which the first page does not load. */
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
