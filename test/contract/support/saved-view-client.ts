import type { Problem } from '#api/contract/problem.ts'
import type { SavedView, SavedViews } from '#api/contract/saved-views/saved-view.ts'
import type { Client, Reply } from './client.ts'

/** A response on saved views: its body, or the members of a problem. */
type SavedViewReply<Body = SavedView> = Reply<Body & Problem>

const json = { 'content-type': 'application/json' }

/** Saves a view as the user who is signed in. */
export const saveView = (client: Client, body: object): Promise<SavedViewReply> =>
  client.send('/api/views', { method: 'POST', headers: json, body: JSON.stringify(body) })

/** Replaces a view that was read in this revision. */
export const updateView = (client: Client, { id, revision }: Pick<SavedView, 'id' | 'revision'>, body: object): Promise<SavedViewReply> =>
  client.send(`/api/views/${id}`, { method: 'PUT', headers: { ...json, 'if-match': `"r${revision}"` }, body: JSON.stringify(body) })

export const removeView = (client: Client, id: string): Promise<SavedViewReply> => client.send(`/api/views/${id}`, { method: 'DELETE' })

/** The names of the views that the user who is signed in can see. */
export const listViews = async (client: Client): Promise<readonly SavedView[]> => (await client.send<SavedViews>('/api/views')).body.items
