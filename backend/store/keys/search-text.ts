import { removeSpacesBesideSigns } from '#domain/typography.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { foldText } from './fold-text.ts'
import { keepResults } from './keep-results.ts'
import { replacePastedAddresses } from './pasted-address.ts'

/** The stored texts that a search looks into. Each part ends with a line break, so that no word is found across two parts. */
export interface SearchKeys {
  /** Name, description, tags and the names of people, folded. */
  readonly searchText: string
  /** The identifiers of the version and of its journey, folded. Apart, because a part of an identifier says nothing to a reader. */
  readonly searchIds: string
}

/** An identifier is found by a part of it only if the part is at least this long; a shorter one has to be the whole identifier. */
const minIdPartLength = 8

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

/** One condition of a search. All have to be met. */
interface SearchTerm {
  readonly text: string
  /** What is looked for in identifiers. */
  readonly idText: string
  /** The version number that the text stands for, as in `v. 2 (Latest)`. */
  readonly number?: number
}

/** The version in the title of a version, as the console writes it in each of its languages: `v. 2`, `v2`, `Version 2 (Latest)`. */
const versionTitle = /(?<=^| )(?:v\.? ?|version )(\d{1,9})(?: ?\([^()]*\))?(?= |$)/

const createTerm = (text: string): SearchTerm => ({ text, idText: text.length < minIdPartLength ? `\n${text}\n` : text })

/** Splits a search into its terms. There are none if nothing is left that can be searched for: spaces, accents, invisible characters. */
export function parseSearch(search: string): readonly SearchTerm[] {
  const folded = foldText(replacePastedAddresses(search))
  const [title, number] = versionTitle.exec(folded) ?? []
  const words = (title === undefined ? folded : folded.replace(title, ' ')).split(' ').filter(Boolean)
  const terms = words.map(createTerm)
  return title === undefined
    ? terms
    : [...terms, { ...createTerm(removeSpacesBesideSigns(title.replace(/ ?\(.*/, ''))), number: Number(number) }]
}

/** Whether a version meets a search. */
export const matchSearch = (terms: readonly SearchTerm[], { searchText, searchIds }: SearchKeys, versionNumber: number): boolean =>
  terms.every(({ text, idText, number }) => number === versionNumber || searchText.includes(text) || searchIds.includes(idText))
