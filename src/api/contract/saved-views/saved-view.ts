import { countSchema, idSchema, instantSchema, userSchema } from '#api/contract/primitives.ts'
import { formatMaxLength, requiredMessage, textSchema } from '#api/contract/requests.ts'
import * as v from 'valibot'

/** Maximum length of the name of a saved view, in code points. */
export const maxViewNameLength = 80
/** Maximum length of the query string of a saved view, in UTF-16 code units. */
export const maxViewQueryLength = 8000
/** Maximum number of saved views of one user. */
export const maxViewsPerUser = 100
/** Maximum number of shared views of all users together: each user reads them all. */
export const maxSharedViews = 200

/** Anything that can be seen: a name of spaces and control characters alone could not be pressed. */
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u
const control = /\p{Cc}/u

/** The name of a saved view. */
export const viewNameSchema = v.pipe(
  textSchema,
  v.trim(),
  v.regex(visible, requiredMessage),
  v.check((name) => !control.test(name), 'no control characters'),
  v.check((name) => Array.from(name).length <= maxViewNameLength, formatMaxLength(maxViewNameLength)),
)

/**
 * The body of `POST /api/views` and of `PUT /api/views/{id}`. `query`: the query string of the list, with its columns. To the backend it is any
 * text, which it never interprets: a newer console may have more parameters.
 */
export const savedViewRequestSchema = v.strictObject({
  name: viewNameSchema,
  query: v.pipe(textSchema, v.maxLength(maxViewQueryLength, formatMaxLength(maxViewQueryLength))),
  /** Whether all users see it. Only its owner changes it. */
  shared: v.optional(v.boolean(), false),
})
export type SavedViewRequest = v.InferOutput<typeof savedViewRequestSchema>

/** A saved view of the list. */
export const savedViewSchema = v.object({
  id: idSchema,
  /** Increases with every change; `"r<revision>"` is its entity tag for `If-Match`. */
  revision: countSchema,
  name: v.string(),
  query: v.string(),
  shared: v.boolean(),
  owner: userSchema,
  updatedAt: instantSchema,
})
export type SavedView = v.InferOutput<typeof savedViewSchema>

/** The response of `GET /api/views`: the views of the user, and those that others share, in the order of their names. */
export const savedViewsSchema = v.object({ items: v.array(savedViewSchema), asOf: instantSchema })
export type SavedViews = v.InferOutput<typeof savedViewsSchema>

/** Reads the views of the user, and those that others share. */
export const savedViewsRoute = { method: 'GET', path: '/api/views', response: savedViewsSchema } as const

/** Saves a new view. A view that is sent again, with the same name and content, is answered as it is. */
export const savedViewCreationRoute = { method: 'POST', path: '/api/views', response: savedViewSchema } as const

/** Replaces a view. Sent again with the same content, it is answered as it is. */
export const savedViewUpdateRoute = { method: 'PUT', path: '/api/views/{id}', response: savedViewSchema } as const

/** Deletes a view. */
export const savedViewDeletionRoute = { method: 'DELETE', path: '/api/views/{id}', response: v.object({ id: idSchema }) } as const
