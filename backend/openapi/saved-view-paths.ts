import { apiOperations } from '#api/contract/api-operations.ts'
import { maxSharedViews, maxViewNameLength, maxViewQueryLength, maxViewsPerUser } from '#api/contract/saved-views/saved-view.ts'
import { createResponses } from './responses.ts'
import { createSchemaRef } from './schemas.ts'

const idInPath = { name: 'id', in: 'path', required: true, description: 'Of the view.', schema: { type: 'string' } }
const revisionHeader = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The `revision` of the view that was changed, as `"r<revision>"`.',
  schema: { type: 'string', pattern: '^"r\\d+"$' },
}
const requestBody = { required: true, content: { 'application/json': { schema: createSchemaRef('SavedViewRequest') } } }
const limits =
  `The name may have ${maxViewNameLength} characters, and the query string ${maxViewQueryLength}. ` +
  `A user has at most ${maxViewsPerUser} views, each with another name; ${maxSharedViews} can be shared in all.`
const again = 'Needs no idempotency key: with the same name and content it is answered as it is.'

/** The path items of the operations that change saved views. */
export const savedViewPaths = {
  createSavedView: {
    post: {
      operationId: 'createSavedView',
      summary: 'Save a view of the list',
      description: `${limits} ${again}`,
      parameters: [],
      requestBody,
      responses: createResponses('As it is now.', 'SavedView', {}, apiOperations.createSavedView.problems),
    },
  },
  updateSavedView: {
    put: {
      operationId: 'updateSavedView',
      summary: 'Replace a saved view of one’s own',
      description: `${limits} ${again}`,
      parameters: [idInPath, revisionHeader],
      requestBody,
      responses: createResponses('As it is now.', 'SavedView', {}, apiOperations.updateSavedView.problems),
    },
  },
  deleteSavedView: {
    delete: {
      operationId: 'deleteSavedView',
      summary: 'Delete a saved view of one’s own',
      parameters: [idInPath],
      responses: createResponses(
        'The identifier of the view that was deleted.',
        'SavedViewDeletion',
        {},
        apiOperations.deleteSavedView.problems,
      ),
    },
  },
} as const
