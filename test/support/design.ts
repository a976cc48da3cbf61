/** The document. The contract suite runs in Node, which reads the file, and in a browser, where Vite bundles the text. */
const text =
  typeof process === 'undefined'
    ? (await import('#docs/lifecycle.md?raw')).default
    : process.getBuiltinModule('node:fs').readFileSync('docs/lifecycle.md', 'utf8')

/** Splits one line of a Markdown table into its cells, without emphasis. */
const splitRow = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.replaceAll('**', '').replaceAll('`', '').trim())

/**
 * Reads the first table below a heading of `docs/lifecycle.md`: heading cells and rows. Throws if there is none.
 */
export function readDesignTable(heading: string): { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const section = text.split(/^## /m).find((part) => part.startsWith(heading))
  const lines = (section ?? '').split('\n').filter((line) => line.startsWith('|'))
  const [columns, , ...rows] = lines.map(splitRow)
  if (!columns || rows.length === 0) throw new Error(`docs/lifecycle.md has no table below “${heading}”.`)
  return { columns, rows }
}
