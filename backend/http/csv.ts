import { escapeFormulas } from '#domain/formulas.ts'

const needsQuotes = /[",\r\n]|^\s|\s$/

/** A field of CSV (RFC 4180). What a spreadsheet program would compute gets an apostrophe in front, which makes it text. */
export function formatCsvField(value: string | number | boolean | null): string {
  if (value === null) return ''
  const text = typeof value === 'string' ? escapeFormulas(value) : String(value)
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A line of CSV, with its end. */
export const formatCsvLine = (values: readonly (string | number | boolean | null)[]): string =>
  `${values.map((value) => formatCsvField(value)).join(',')}\r\n`
