import { removeSpacesBesideSigns } from '#domain/typography.ts'
import { foldText } from './fold-text.ts'
import { replacePastedAddresses } from './pasted-address.ts'

/** An identifier is found by a part of it only if the part is at least this long; a shorter one has to be the whole identifier. */
const minIdPartLength = 8

/** One condition of a search. All have to be met. */
export interface SearchTerm {
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
