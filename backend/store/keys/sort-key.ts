import { foldCharacters, type FoldedCharacter } from '#domain/search/fold-text.ts'

/*
 * A collation key: text whose order by code points, by UTF-8 bytes and by UTF-16 code units is the same, and is the order in which a reader
 * of English or French expects names. Three levels, as in the Unicode Collation Algorithm: letters and numbers, then accents, then case.
 * All weights are below U+D800, and none is NUL.
 */

/** Separates the levels: below all weights. */
const levelSeparator = '\u0001'
/** The weight of a letter without an accent, and of a lower-case letter. */
const commonWeight = '\u0002'
const spaceWeight = '\u0002'

/** Signs of ASCII in the order of the Unicode Common Locale Data Repository: the weight is 2 and the position. */
const signs = ' _-,;:!?.\'"()[]{}@*/\\&#%^+<=>|~$'
const weightBySign = new Map(Array.from(signs, (sign, index) => [sign, String.fromCharCode(2 + index)] as const))
/** Precedes all other signs. */
const otherSignWeight = '#'

/** Cyrillic letters in the order of the alphabets that use them. Weights begin at U+0400, so that they stand between Greek and Armenian. */
const cyrillic = 'аәбвгғҕдђеєжҗзѕиійјкқлљмнңњоөпрстћуүұфхҳһцчџшщъыьэюя'
const weightByCyrillic = new Map(Array.from(cyrillic, (letter, index) => [letter, String.fromCharCode(0x400 + index)] as const))

/** Accents in the order of the Unicode Collation Algorithm: the weight is 3 and the position. */
const accents = '\u0301\u0300\u0306\u0302\u030C\u030A\u0308\u030B\u0303\u0307\u0338\u0327\u0328\u0304'
const weightByAccent = new Map(Array.from(accents, (accent, index) => [accent, String.fromCharCode(3 + index)] as const))
/** The weight of a replaced letter, such as `œ` beside `oe`: after the common accents. */
const replacedWeight = '\u001F'

/** Marks that may stand on letters of several scripts, and the points of Hebrew and Arabic. Marks of other scripts are vowels. */
const accentMark = /[\p{Script=Inherited}\u0591-\u05C7\u0610-\u061A\u064B-\u065F\u06D6-\u06ED]/u
const sign = /[\p{P}\p{S}\p{Z}]/u

const weightByForm = { lower: commonWeight, upper: '\u0003', other: '\u0004' } as const satisfies Record<FoldedCharacter['form'], string>

/** The longest key: an index entry of PostgreSQL has at most 2,704 bytes. Names that are equal so far are ordered by their identifiers. */
export const maxSortKeyLength = 600

/** A code point as characters below U+D800, in the order of code points. */
function encodeCodePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code < 0xd800 ? character : `\uD7FF${String.fromCharCode(0x20 + (code >> 11), 0x20 + (code & 0x7ff))}`
}

function toLetterWeight(letter: string): string {
  const known = weightBySign.get(letter) ?? weightByCyrillic.get(letter)
  return known ?? (sign.test(letter) ? otherSignWeight : '') + encodeCodePoint(letter)
}

/** A whole number of any length: the number of its digits, and the digits. Between all signs and all letters. */
const toNumberWeight = (digits: string): string =>
  '`'.repeat(Math.floor(digits.length / 48)) + String.fromCharCode(48 + (digits.length % 48)) + digits

const isDigit = (character: string): boolean => character >= '0' && character <= '9'

/** Removes a weight from the end of a text, as often as it stands there. */
function trimWeight(weights: string, weight: string): string {
  let end = weights.length
  while (weights[end - 1] === weight) end--
  return weights.slice(0, end)
}

/** The weights of one name, level by level. */
class SortKeyBuilder {
  #letters = ''
  #accents = ''
  #forms = ''
  #digits = ''

  /** Adds a folded character. `original` keeps letters such as й, which fold to another letter but have a place of their own. */
  add(original: string, { text, marks, form, isReplaced }: FoldedCharacter): void {
    const own = weightByCyrillic.has(original.toLowerCase()) ? original.toLowerCase() : null
    for (const letter of own ?? text) this.#addLetter(letter, weightByForm[form])
    if (isReplaced) this.#accents += replacedWeight
    for (const each of own === null ? marks : '') this.#addMark(each)
  }

  /** The finished key. */
  build(): string {
    this.#endNumber()
    const levels = [this.#letters, trimWeight(this.#accents, commonWeight), trimWeight(this.#forms, commonWeight)]
    return trimWeight(levels.join(levelSeparator), levelSeparator).slice(0, maxSortKeyLength)
  }

  #addLetter(letter: string, formWeight: string): void {
    if (isDigit(letter)) {
      this.#digits += letter
      return
    }
    this.#endNumber()
    // Several spaces look like one, and a space at the beginning like none.
    if (letter === ' ' && (this.#letters === '' || this.#letters.endsWith(spaceWeight))) return
    this.#letters += toLetterWeight(letter)
    this.#accents += commonWeight
    // Forms of a sign, such as a narrow space, are hard to tell apart.
    this.#forms += sign.test(letter) ? commonWeight : formWeight
  }

  #addMark(mark: string): void {
    if (accentMark.test(mark)) this.#accents += weightByAccent.get(mark) ?? encodeCodePoint(mark)
    else this.#addLetter(mark, commonWeight)
  }

  /** Adds the digits so far as one number. Leading zeros make the last difference. */
  #endNumber(): void {
    if (this.#digits === '') return
    const significant = this.#digits.replace(/^0+(?=\d)/, '')
    this.#letters += toNumberWeight(significant)
    this.#accents += commonWeight
    this.#forms += commonWeight + '\u0005'.repeat(this.#digits.length - significant.length)
    this.#digits = ''
  }
}

/**
 * Creates the key by which a name is sorted: numbers by their value, accents and case only where the letters are the same. Made of plain
 * tables, so that it is the same in every engine, and keys that are stored stay comparable.
 */
export function createSortKey(name: string): string {
  const text = name.normalize('NFC').trim()
  const originals = Array.from(text)
  const builder = new SortKeyBuilder()
  for (const [index, folded] of foldCharacters(text).entries()) builder.add(originals[index] ?? '', folded)
  return builder.build()
}
