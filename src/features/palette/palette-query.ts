import type { Action } from '#domain/lifecycle.ts'
import { foldText } from '#domain/search/fold-text.ts'

/** What was typed into the palette: the name of an action, if it begins with one, and what is searched for. */
export interface PaletteQuery {
  readonly action: Action | null
  readonly search: string
}

/**
 * Splits what was typed. It begins with an action if its first word, of two letters at least, begins the label of one, and is not all that
 * was typed: “stop welcome”. `labels`: of all actions, in the language of the reader.
 */
export function parsePaletteQuery(typed: string, labels: ReadonlyMap<Action, string>): PaletteQuery {
  const text = typed.trim()
  const [, firstWord = '', rest = ''] = /^(\S{2,})\s+(.+)$/s.exec(text) ?? []
  const found = firstWord === '' ? undefined : [...labels].find(([, label]) => foldText(label).startsWith(foldText(firstWord)))
  return found ? { action: found[0], search: rest.trim() } : { action: null, search: text }
}
