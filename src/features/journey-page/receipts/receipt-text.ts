/** A number of a receipt. */
export interface ReceiptStat {
  readonly label: string
  readonly value: string
  /** What it is made of, or when it was counted. */
  readonly details: readonly string[]
}

/** A receipt in the words of a language. */
export interface ReceiptView {
  readonly heading: string
  /** The full title of the journey, and where it is found. */
  readonly title: string
  readonly address: string
  readonly actionLabel: string
  /** Who, when and why. */
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly stats: readonly ReceiptStat[]
}

/** A line that belongs to the one above: what somebody wrote cannot pass for a line of the receipt. */
const indentLines = (text: string) => text.trim().replaceAll(/\s*[\n\r\u2028\u2029]+/g, '\n    ')

/** A receipt as plain text, for an e-mail or a ticket. `formatLine` puts a label before a value as the language does. */
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
