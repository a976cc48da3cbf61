import { foldTypography } from '#domain/typography.ts'

/** Letters that Unicode does not decompose, and the letters without accents that people type instead. */
const plainLetters: readonly (readonly [plain: string, letters: string])[] = [
  ['a', 'ɑ'],
  ['ae', 'æ'],
  ['b', 'ƀɓ'],
  ['c', 'ƈȼ'],
  ['d', 'đðɖɗ'],
  ['e', 'əɛɇ'],
  ['f', 'ƒ'],
  ['g', 'ǥɠ'],
  ['h', 'ħɦ'],
  ['i', 'ıɨɩ'],
  ['j', 'ȷɉ'],
  ['k', 'ĸƙ'],
  ['l', 'łƚɫ'],
  ['n', 'ŋɲƞ'],
  ['o', 'øɔɵ'],
  ['oe', 'œ'],
  ['p', 'ƥ'],
  ['r', 'ɍ'],
  ['ss', 'ß'],
  ['t', 'ŧƭȶ'],
  ['th', 'þ'],
  ['u', 'ʉ'],
  ['v', 'ʋ'],
  ['y', 'ƴɏ'],
  ['z', 'ƶȥ'],
  ['г', 'ґ'],
]

const plainByLetter = new Map(plainLetters.flatMap(([plain, letters]) => Array.from(letters, (letter) => [letter, plain] as const)))

const mark = /[\p{Mn}\p{Me}]/u
const digit = /\p{Nd}/u

/** The ASCII digit of a decimal digit of any script. Each script has its ten digits in a row; blocks may adjoin. */
function toAsciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0
  let first = code
  while (digit.test(String.fromCodePoint(first - 1))) first--
  return String((code - first) % 10)
}

/** A character, folded. */
export interface FoldedCharacter {
  /** Lower-case letters, digits or signs, without accents. Empty for a mark alone and for an invisible character. */
  readonly text: string
  /** The accents and other marks that were taken away. */
  readonly marks: string
  /** `other`: a variant such as a ligature or a full-width letter. */
  readonly form: 'lower' | 'upper' | 'other'
  /** Whether `text` replaces a letter that Unicode does not decompose. */
  readonly isReplaced: boolean
}

function foldUncached(character: string): FoldedCharacter {
  const parts = foldTypography(character)
  let [text, marks, isReplaced] = ['', '', false]
  for (const part of parts) {
    if (mark.test(part)) {
      marks += part
      continue
    }
    const lower = part.toLowerCase().replace('ς', 'σ')
    const plain = plainByLetter.get(lower)
    isReplaced ||= plain !== undefined
    text += plain ?? (digit.test(lower) ? toAsciiDigit(lower) : lower)
  }
  const isUpper = character !== character.toLowerCase()
  const isCanonical = character.normalize('NFD') === parts
  return { text, marks, isReplaced, form: isUpper ? (isCanonical ? 'upper' : 'other') : isCanonical ? 'lower' : 'other' }
}

/** Memory of the characters that were folded: a pure function, and names use few characters. */
const foldedCharacters = new Map<string, FoldedCharacter>()

function foldCharacter(character: string): FoldedCharacter {
  let folded = foldedCharacters.get(character)
  if (folded === undefined) {
    folded = foldUncached(character)
    foldedCharacters.set(character, folded)
  }
  return folded
}

/** Folds each character of a text. Independent of the language of the host and of its collation data. */
export const foldCharacters = (text: string): readonly FoldedCharacter[] => Array.from(text.normalize('NFC'), foldCharacter)

/** Text of which only the case has to be folded: most of what is searched. */
const isPlain = /^[ -_a-~]*$/

/**
 * Folds text for search: accents, case, the typography that people cannot type, and letters that do not decompose. Words are separated by
 * single spaces.
 */
export const foldText = (text: string): string =>
  (isPlain.test(text) ? text.toLowerCase() : foldCharacters(text).reduce((folded, character) => folded + character.text, ''))
    .replace(/ {2,}/g, ' ')
    .trim()
