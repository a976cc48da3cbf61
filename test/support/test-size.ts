const defaultFactor = 0.1

/** Reads the variable `CASES`: 1 is the full size, 0.1 a tenth of it. Throws if it is not a positive number. */
function readFactor(): number {
  // A browser has no `process`; Vitest provides the variable.
  const text = String((typeof process === 'undefined' ? import.meta.env['CASES'] : process.env['CASES']) ?? '')
  if (text === '') return defaultFactor
  const factor = Number(text)
  if (!(factor > 0 && factor < Infinity)) throw new Error(`CASES has to be a positive number, as 0.1 or 10; it is “${text}”.`)
  return factor
}

const factor = readFactor()

/** The number of generated cases of a test that has `full` of them at the full size; never fewer than `minimum`. */
export const scaleCases = (full: number, minimum = 1): number => Math.max(minimum, Math.round(full * factor))

/** An evenly spaced sample of a long list, of the size that `scaleCases` gives for its length. */
export function sampleCases<Case>(all: readonly Case[], minimum = 1): readonly Case[] {
  const count = Math.min(all.length, scaleCases(all.length, minimum))
  return Array.from({ length: count }, (_, nth) => all[Math.floor((nth * all.length) / count)]!)
}

/**
 * Whether a cell of a table of cases is in the sample. Each row has some of the `columns`, at least `minimum`; the next row has the next
 * ones, so that all columns are used.
 */
export const isSampled = (row: number, column: number, columns: number, minimum = 1): boolean =>
  (column + row) % columns < scaleCases(columns, minimum)

/** Timeout of a test with generated cases, in milliseconds. It ends a hang; no such test takes as long on a busy machine. */
export const generatedCasesTimeoutMs = 900_000 * Math.max(1, factor)
