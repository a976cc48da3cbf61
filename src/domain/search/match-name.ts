import { removeSpacesBesideSigns } from '#domain/typography.ts'
import { foldText } from './fold-text.ts'

/** Returns whether a name has all words that were typed, as forgiving as the search: in any order, whatever case, accents and typography. */
export function createNameMatcher(typed: string): (name: string) => boolean {
  const words = foldText(typed).split(' ').filter(Boolean)
  return (name) => {
    if (words.length === 0) return true
    const folded = removeSpacesBesideSigns(foldText(name))
    return words.every((word) => folded.includes(word))
  }
}
