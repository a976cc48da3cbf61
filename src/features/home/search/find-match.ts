import type { VersionSummary } from '#api/contract/version.ts'
import { foldText } from '#domain/search/fold-text.ts'
import { findRanges } from '#domain/search/find-ranges.ts'
import { parseSearch, type SearchTerm } from '#domain/search/search-terms.ts'

/** The fields besides the name in which a search looks. */
type FoundField = 'description' | 'tag' | 'person' | 'id'

/** A field in which a search has found something. */
interface FoundPlace {
  readonly field: FoundField
  readonly text: string
}

/** What a search has found in a row: its words, and the first place of those that are not there; `null` if all are. */
interface Match {
  readonly words: readonly string[]
  readonly place: FoundPlace | null
}

const hasWord = (text: string, word: string): boolean => findRanges(text, [word]).length > 0

/** The fields of a row, in the order in which they are told. */
function listFields({ id, journeyId, description, tags, createdBy, updatedBy, publishedBy, ended }: VersionSummary) {
  const people = [createdBy, updatedBy, publishedBy, ended?.actor].flatMap((person) => person?.name ?? [])
  return [
    ...tags.map((text) => ({ field: 'tag', text }) as const),
    ...people.map((text) => ({ field: 'person', text }) as const),
    { field: 'description', text: description },
    ...[id, journeyId].map((text) => ({ field: 'id', text }) as const),
  ] satisfies readonly { readonly field: FoundField; readonly text: string }[]
}

/** Whether a field has a word. A short one has to be the whole identifier. */
const isFound = (field: FoundField, text: string, { text: word, idText }: SearchTerm): boolean =>
  field === 'id' ? `\n${foldText(text)}\n`.includes(idText) : hasWord(text, word)

/** Finds where a row matches a search. */
export function findMatch(row: VersionSummary, search: string): Match {
  const terms = parseSearch(search)
  const words = terms.map(({ text }) => text)
  const missing = terms.filter(({ text, number }) => number !== row.number && !hasWord(row.name, text))
  const found =
    missing.length === 0 ? undefined : listFields(row).find(({ field, text }) => missing.some((term) => isFound(field, text, term)))
  return { words, place: found ?? null }
}
