/** Characters that most keyboards do not have, and what people type instead. */
const typedForms: readonly (readonly [typed: string, characters: string])[] = [
  ["'", '’‘‚‛′‵`´ʹʻʼʽˈ‹›՚׳ꞌ'],
  ['"', '“”„‟″‶«»〝〞〟ʺ״'],
  ['-', '−⁃˗➖'],
  ['~', '〜'],
  ['.', '·•‧∙⋅・․'],
  ['/', '⁄∕'],
  ['x', '×✕'],
  ['->', '→'],
  ['<-', '←'],
  ['<=', '≤'],
  ['>=', '≥'],
  [' ', '\u2800'],
]

const typedByCharacter = new Map(
  typedForms.flatMap(([typed, characters]) => Array.from(characters, (character) => [character, typed] as const)),
)

const dash = /\p{Pd}/u
const space = /[\s\p{Z}]/u
/** Controls, formats (zero width, bidi, soft hyphen), fillers, and the Arabic tatweel, which only stretches a word. */
const invisible = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u0640]/u

function toTypedForm(character: string): string {
  const typed = typedByCharacter.get(character)
  if (typed !== undefined) return typed
  if (space.test(character)) return ' '
  if (invisible.test(character)) return ''
  return dash.test(character) ? '-' : character
}

/**
 * What people type instead of a character: one kind of quotes, of dashes and of spaces, plain letters for ligatures and full-width forms, and
 * nothing for an invisible character. Accents are decomposed, and kept.
 */
export function foldTypography(character: string): string {
  // Quick exit for the letters and digits that most names are made of.
  if (character >= '0' && character <= 'z' && character.length === 1 && character !== '`') return character
  const decomposed = typedByCharacter.has(character) ? character : character.normalize('NFKD')
  // A spacing accent such as `¨` decomposes into a space and a mark: it stays as it is.
  if (decomposed.startsWith(' ') && !space.test(character)) return character
  return Array.from(decomposed, toTypedForm).join('')
}

/** Removes the spaces beside signs: `« été »` is typed as `"été"`, and `a – b` as `a-b`. */
export const removeSpacesBesideSigns = (folded: string): string => folded.replace(/ *([\p{P}\p{S}]) */gu, '$1')
