import { foldText } from '#domain/search/fold-text.ts'

/** Whether a label contains what was typed, whatever case, accents and typography. */
export const matchLabel = (label: string, typed: string): boolean => foldText(label).includes(foldText(typed))
