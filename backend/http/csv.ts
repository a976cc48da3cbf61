/** What a spreadsheet program takes for the beginning of a formula, also in the wide forms that it converts. */
const formulaStart = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r\n]/u

const needsQuotes = /[",\r\n]|^\s|\s$/

/** A field of CSV (RFC 4180). A text that a spreadsheet program would compute gets an apostrophe in front, which makes it text. */
export function formatCsvField(value: string | number | boolean | null): string {
  if (value === null) return ''
  const text = typeof value === 'string' && formulaStart.test(value) ? `'${value}` : String(value)
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A line of CSV, with its end. */
export const formatCsvLine = (values: readonly (string | number | boolean | null)[]): string =>
  `${values.map((value) => formatCsvField(value)).join(',')}\r\n`
