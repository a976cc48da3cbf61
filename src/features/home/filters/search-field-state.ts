/** The text of the search field, and the last one that it has put into the URL. */
interface SearchFieldState {
  readonly draft: string
  readonly submitted: string
}

type SearchFieldEvent =
  | { readonly type: 'typed'; readonly draft: string }
  | { readonly type: 'submitted'; readonly search: string }
  | { readonly type: 'urlChanged'; readonly search: string }

/** Adopts changes of the URL made elsewhere (back, clear all). Ignores the echo of its own: the user may have typed on. */
export function reduceSearch(state: SearchFieldState, event: SearchFieldEvent): SearchFieldState {
  switch (event.type) {
    case 'typed':
      return { ...state, draft: event.draft }
    case 'submitted':
      return { ...state, submitted: event.search }
    case 'urlChanged':
      return event.search === state.submitted ? state : { draft: event.search, submitted: event.search }
  }
}
