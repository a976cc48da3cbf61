const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

const countCodePoints = (text: string): number => Array.from(text).length

/** Cuts a text to at most `maxLength` code points, never inside a character as a reader sees it: an accented letter, an emoji, a flag. */
function cutText(text: string, maxLength: number): string {
  if (countCodePoints(text) <= maxLength) return text
  let [cut, length] = ['', 0]
  for (const { segment } of graphemes.segment(text)) {
    length += countCodePoints(segment)
    if (length > maxLength) break
    cut += segment
  }
  return cut.trimEnd()
}

/** The name of the first, second, … copy of a journey: `NAME_copy`, `NAME_copy_2`. A long name is cut, so that the whole fits. */
export function buildCopyName(name: string, copyNumber: number, maxLength: number): string {
  const suffix = copyNumber === 1 ? '_copy' : `_copy_${copyNumber}`
  return cutText(name, maxLength - suffix.length) + suffix
}
