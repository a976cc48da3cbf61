import {
  savedViewRequestSchema,
  type SavedView,
  type SavedViewRequest,
  type SavedViews,
  maxSharedViews,
  maxViewsPerUser,
} from '#api/contract/saved-views/saved-view.ts'
import type { Session } from '#api/contract/session.ts'
import { checkOrigin, parsePost, readEtag } from '#backend/commands/command-request.ts'
import type { Environment } from '#backend/environment.ts'
import { createOkAnswer, type Answer } from '#backend/http/answer.ts'
import { createProblem } from '#backend/http/problem.ts'
import { readQuery } from '#backend/http/query.ts'
import { foldText } from '#domain/search/fold-text.ts'
import { isVisibleTo, type SavedViewRecord } from '#backend/store/saved-views/saved-view-store.ts'
import type { Transaction } from '#backend/store/store.ts'
import { compareText } from '#backend/store/text-order.ts'
import { toIso } from '#backend/views/serializers.ts'
import * as v from 'valibot'

const noQuery = v.strictObject({})

const toSavedView = ({ updatedAt, ...view }: SavedViewRecord): SavedView => ({ ...view, updatedAt: toIso(updatedAt) })
const createViewAnswer = (view: SavedViewRecord): Answer => createOkAnswer(toSavedView(view))

const compareViews = (one: SavedViewRecord, other: SavedViewRecord): number =>
  compareText(foldText(one.name), foldText(other.name)) || compareText(one.id, other.id)

/** Handles `GET /api/views`. */
export async function readSavedViews({ store, clock }: Environment, { user }: Session, request: Request): Promise<Answer> {
  readQuery(request, noQuery)
  return store.read(async (reader) => {
    const views = (await reader.savedViewsFor(user.id)).toSorted(compareViews)
    return createOkAnswer({ items: views.map(toSavedView), asOf: toIso(clock()) } satisfies SavedViews)
  })
}

const hasContent = (view: SavedViewRecord, { name, query, shared }: SavedViewRequest): boolean =>
  view.name === name && view.query === query && view.shared === shared

const createNotFound = () => createProblem('not-found', 'There is no such view.')

/** Why a user cannot save a view with this content beside `others`; `null` if the user can. */
function findSavingProblem(others: readonly SavedViewRecord[], { user }: Session, { name, shared }: SavedViewRequest): Answer | null {
  const own = others.filter(({ owner }) => owner.id === user.id)
  if (own.some((other) => foldText(other.name) === foldText(name)))
    return createProblem('view-name-taken', 'The user has another view with this name.')
  const isOneTooMany = own.length >= maxViewsPerUser || (shared && others.filter((other) => other.shared).length >= maxSharedViews)
  return isOneTooMany ? createProblem('too-many-views', 'No more views can be saved, or shared.') : null
}

/** Handles `POST /api/views`. */
export async function createSavedView(environment: Environment, session: Session, request: Request): Promise<Answer> {
  const { user } = session
  const body = await parsePost(request, savedViewRequestSchema)
  return environment.store.write(async (transaction) => {
    const views = await transaction.savedViewsFor(user.id)
    // Sent again, after its answer was lost.
    const same = views.find((view) => view.owner.id === user.id && hasContent(view, body))
    if (same) return createViewAnswer(same)
    const problem = findSavingProblem(views, session, body)
    if (problem) return problem
    const view = { id: environment.newId(), revision: 1, ...body, owner: user, updatedAt: environment.clock() }
    await transaction.saveView(view)
    return createViewAnswer(view)
  })
}

/** Loads the view of a change, or answers why the user cannot change it. */
async function withOwnView(
  transaction: Transaction,
  { user }: Session,
  id: string,
  work: (view: SavedViewRecord) => Promise<Answer>,
): Promise<Answer> {
  const view = await transaction.savedView(id)
  // Of a view that is not shared others are not told that it exists.
  if (!view || !isVisibleTo(view, user.id)) return createNotFound()
  return view.owner.id === user.id ? work(view) : createProblem('view-of-another', 'Only its owner changes a shared view.')
}

/** Handles `PUT /api/views/{id}`: its owner replaces a view. */
export async function updateSavedView(environment: Environment, session: Session, request: Request, id: string): Promise<Answer> {
  const body = await parsePost(request, savedViewRequestSchema)
  const etag = readEtag(request)
  return environment.store.write((transaction) =>
    withOwnView(transaction, session, id, async (view) => {
      if (hasContent(view, body)) return createViewAnswer(view)
      if (etag !== `"r${view.revision}"`) return createProblem('view-changed', 'The view has changed since it was read.')
      const others = (await transaction.savedViewsFor(session.user.id)).filter((other) => other.id !== id)
      const problem = findSavingProblem(others, session, body)
      if (problem) return problem
      const changed = { ...view, ...body, owner: session.user, revision: view.revision + 1, updatedAt: environment.clock() }
      await transaction.saveView(changed)
      return createViewAnswer(changed)
    }),
  )
}

/** Handles `DELETE /api/views/{id}`: its owner deletes a view. */
export async function removeSavedView({ store }: Environment, session: Session, request: Request, id: string): Promise<Answer> {
  checkOrigin(request)
  readQuery(request, noQuery)
  return store.write((transaction) =>
    withOwnView(transaction, session, id, async (view) => {
      await transaction.deleteView(view.id)
      return createOkAnswer({ id: view.id })
    }),
  )
}
