/*
 * Text that PostgreSQL cannot store: NUL and lone surrogates; and the byte order mark, which PGlite drops when it reads. Each becomes two code
 * points of the last private use area, and so does every code point of that area itself. The first one is below U+10F800 and the second is
 * not, so that equal texts stay equal, different ones different, and a text contains the same parts as before. All other texts stay as they
 * are.
 */

const encoded = /[\0\uFEFF\u{10F000}-\u{10FFFF}]|\p{Surrogate}/gu
const decoded = /[\u{10F000}-\u{10F7FF}][\u{10F800}-\u{10FFFF}]/gu

const encodeCharacter = (character: string): string => {
  const code = character.codePointAt(0) ?? 0
  return String.fromCodePoint(0x10f000 + (code >> 11), 0x10f800 + (code & 0x7ff))
}

const decodePair = (pair: string): string => {
  const [high = '', low = ''] = pair
  return String.fromCodePoint((((high.codePointAt(0) ?? 0) - 0x10f000) << 11) + (low.codePointAt(0) ?? 0) - 0x10f800)
}

/** Encodes a text for a column, or for a comparison with one. */
export const encodeText = (text: string): string => text.replace(encoded, encodeCharacter)

/** Decodes a text from a column. */
export const decodeText = (text: string): string => text.replace(decoded, decodePair)
