/**
 * Where a spreadsheet program takes a text for the beginning of a formula, also in the wide forms that it converts: at the start, and after
 * what separates cells or rows for a program that does not expect commas. The quotes of RFC 4180 mean nothing to such a program.
 */
const formulaStarts = /(^|[;\t\r\n])(?=[\s\p{Cc}\p{Cf}]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20])|^(?=[\t\r\n])/gu

/** The same text, with an apostrophe before what a spreadsheet program would compute. */
export const escapeFormulas = (text: string): string => text.replaceAll(formulaStarts, "$1'")
