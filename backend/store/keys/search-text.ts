import { removeSpacesBesideSigns } from '#domain/typography.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { foldText } from '#domain/search/fold-text.ts'
import type { SearchTerm } from '#domain/search/search-terms.ts'
import { keepResults } from './keep-results.ts'

/** The stored texts that a search looks into. Each part ends with a line break, so that no word is found across two parts. */
export interface SearchKeys {
  /** Name, description, tags and the names of people, folded. */
  readonly searchText: string
  /** The identifiers of the version and of its journey, folded. Apart, because a part of an identifier says nothing to a reader. */
  readonly searchIds: string
}

const foldPart = (text: string): string => removeSpacesBesideSigns(foldText(text))
const readFoldedPart = keepResults(foldPart)

const joinLines = (parts: readonly string[], fold: (part: string) => string): string =>
  `\n${[...new Set(parts.map(fold))].filter(Boolean).join('\n')}\n`

/** Creates the texts that a search looks into. */
export function createSearchKeys(record: VersionRecord): SearchKeys {
  const { id, journeyId, name, description, tags, createdBy, updatedBy, publishedBy, ended } = record
  const people = [createdBy, updatedBy, publishedBy, ended?.actor].map((person) => person?.name ?? '')
  return {
    searchText: joinLines([name, description, ...tags, ...people], readFoldedPart),
    searchIds: joinLines([id, journeyId], foldPart),
  }
}

/** Whether a version meets a search. */
export const matchSearch = (terms: readonly SearchTerm[], { searchText, searchIds }: SearchKeys, versionNumber: number): boolean =>
  terms.every(({ text, idText, number }) => number === versionNumber || searchText.includes(text) || searchIds.includes(idText))
