/** A number of a receipt. */
export interface ReceiptFigure {
  readonly label: string
  readonly value: string
  /** What it is made of, or when it was counted. */
  readonly details: readonly string[]
}

/** A receipt in the words of a language. */
export interface ReceiptPaper {
  readonly heading: string
  /** The full title of the journey, and where it is found. */
  readonly title: string
  readonly address: string
  readonly deed: string
  /** Who, when and why. */
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly figures: readonly ReceiptFigure[]
}

/** A line that belongs to the one above: what somebody wrote cannot pass for a line of the receipt. */
const indented = (text: string) => text.trim().replaceAll(/\s*[\n\r\u2028\u2029]+/g, '\n    ')

/** A receipt as plain text, for an e-mail or a ticket. `line` puts a label before a value as the language does. */
export function receiptText(paper: ReceiptPaper, line: (label: string, value: string) => string): string {
  const { heading, title, address, deed, facts, figures } = paper
  return [
    line(heading, deed),
    indented(title),
    address,
    '',
    ...facts.map(({ label, value }) => line(label, indented(value))),
    '',
    ...figures.flatMap(({ label, value, details }) => [line(label, value), ...details.map((detail) => `    ${detail}`)]),
    '',
  ].join('\n')
}
