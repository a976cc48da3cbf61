import { getVariableFacts, variableNames } from './config-schema.ts'

const formatRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** The configuration as a Markdown table, for the documentation. */
export const formatConfigTable = (): string =>
  [
    formatRow(['Variable', 'Meaning', 'Default', 'Example']),
    formatRow(['---', '---', '---', '---']),
    ...variableNames.map((name) => {
      const { about, example, standard, isSecret } = getVariableFacts(name)
      const cells = [
        `\`${name}\``,
        `${about}${isSecret ? ' A secret.' : ''}`,
        standard === undefined ? '–' : `\`${standard}\``,
        `\`${example}\``,
      ]
      return formatRow(cells)
    }),
  ].join('\n')

if (import.meta.main) process.stdout.write(`${formatConfigTable()}\n`)
