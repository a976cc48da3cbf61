/**
 * Where a spreadsheet program takes a text for the beginning of a formula, also in the wide forms that it converts: at the start, and after
 * what separates cells or rows for a program that does not expect commas. The quotes of RFC 4180 mean nothing to such a program.
 */
const formulaStarts = /(^|[;\t\r\n])(?=[\s\p{Cc}\p{Cf}]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20])|^(?=[\t\r\n])/gu

const needsQuotes = /[",\r\n]|^\s|\s$/

/** A field of CSV (RFC 4180). What a spreadsheet program would compute gets an apostrophe in front, which makes it text. */
export function formatCsvField(value: string | number | boolean | null): string {
  if (value === null) return ''
  const text = typeof value === 'string' ? value.replaceAll(formulaStarts, "$1'") : String(value)
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A line of CSV, with its end. */
export const formatCsvLine = (values: readonly (string | number | boolean | null)[]): string =>
  `${values.map((value) => formatCsvField(value)).join(',')}\r\n`
