import { escapeFormulas } from '#domain/formulas.ts'

/** A text as a cell: without line breaks and tabs, which begin another one, and nothing that a spreadsheet program computes. */
const formatCell = (text: string): string => escapeFormulas(text.replaceAll(/[\t\r\n]+/g, ' '))

/** Lines of cells, with a tab between two of them. */
export const formatTabSeparated = (lines: readonly (readonly string[])[]): string =>
  lines.map((line) => line.map(formatCell).join('\t')).join('\r\n')

/** The same as a table, of which the first line is the heading. */
export function formatHtmlTable(lines: readonly (readonly string[])[]): string {
  const table = document.createElement('table')
  for (const [place, line] of lines.entries()) {
    const row = table.insertRow()
    for (const text of line) row.append(Object.assign(document.createElement(place === 0 ? 'th' : 'td'), { textContent: formatCell(text) }))
  }
  return table.outerHTML
}
