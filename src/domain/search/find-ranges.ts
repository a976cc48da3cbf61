import { foldText } from './fold-text.ts'

/** A part of a text: from one place in it up to another. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** A folded character, and the part of the text that it comes from. */
interface FoldedPart extends TextRange {
  readonly text: string
}

const sign = /^[\p{P}\p{S}]/u

/** Splits a text where a reader does: an accent stays with its letter, and an emoji in one piece. */
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The characters of a folded text, each with its place in the text. A letter that stands for two has both at the same place. */
const foldParts = (text: string): readonly FoldedPart[] =>
  Array.from(segmenter.segment(text), ({ segment, index }) => {
    const range = { start: index, end: index + segment.length }
    // A space folds to itself here: `foldText` would remove it.
    const folded = foldText(`x${segment}x`).slice(1, -1)
    return Array.from(folded, (character) => ({ ...range, text: character }))
  }).flat()

/** Leaves out the spaces that searches do not look at: those beside signs, and all but the first of several. */
const removeSpaces = (parts: readonly FoldedPart[]): readonly FoldedPart[] =>
  parts.filter(({ text }, place) => {
    if (text !== ' ') return true
    const before = parts[place - 1]?.text ?? ' '
    const after = parts.slice(place).find((other) => other.text !== ' ')?.text ?? ' '
    return before !== ' ' && !sign.test(before) && !sign.test(after) && after !== ' '
  })

/** Joins ranges that overlap or touch. */
function joinRanges(ranges: readonly TextRange[]): readonly TextRange[] {
  const joined: TextRange[] = []
  for (const range of ranges.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    const last = joined.at(-1)
    if (last === undefined || range.start > last.end) joined.push(range)
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) }
  }
  return joined
}

/** Where folded words stand in a text, by the rules of the search, in order and without overlap. */
export function findRanges(text: string, words: readonly string[]): readonly TextRange[] {
  const parts = removeSpaces(foldParts(text))
  const folded = parts.map((part) => part.text).join('')
  // A character may have two units of text.
  const partAt = parts.flatMap((part) => Array.from({ length: part.text.length }, () => part))
  const ranges = words.filter(Boolean).flatMap((word) => {
    const found: TextRange[] = []
    for (let place = folded.indexOf(word); place >= 0; place = folded.indexOf(word, place + 1)) {
      const [first, last] = [partAt[place], partAt[place + word.length - 1]]
      if (first && last) found.push({ start: first.start, end: last.end })
    }
    return found
  })
  return joinRanges(ranges)
}
