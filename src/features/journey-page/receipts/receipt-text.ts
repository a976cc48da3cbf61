/** A number of a receipt. */
export interface ReceiptStat {
  readonly label: string
  readonly value: string
  /** Its breakdown, or the time of its count. */
  readonly details: readonly string[]
}

/** A receipt as text in one language. */
export interface ReceiptView {
  readonly heading: string
  /** The full title of the journey, and its address. */
  readonly title: string
  readonly address: string
  readonly actionLabel: string
  /** Actor, time and reason. */
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly stats: readonly ReceiptStat[]
}

/** Indents a continuation line, so that user text cannot imitate a line of the receipt. */
const indentLines = (text: string) => text.trim().replaceAll(/\s*[\n\r\u2028\u2029]+/g, '\n    ')

/** A receipt as plain text, for an e-mail or a ticket. `formatLine` joins label and value in the conventions of the language. */
export function formatReceiptText(view: ReceiptView, formatLine: (label: string, value: string) => string): string {
  const { heading, title, address, actionLabel, facts, stats } = view
  return [
    formatLine(heading, actionLabel),
    indentLines(title),
    address,
    '',
    ...facts.map(({ label, value }) => formatLine(label, indentLines(value))),
    '',
    ...stats.flatMap(({ label, value, details }) => [formatLine(label, value), ...details.map((detail) => `    ${detail}`)]),
    '',
  ].join('\n')
}
