/** Folds accents and case: of what is typed and what is looked for. */
export const foldText = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

/** Whether a label contains what was typed, whatever case and accents. */
export const matchLabel = (label: string, typed: string): boolean => foldText(label).includes(foldText(typed))
