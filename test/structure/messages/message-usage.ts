import { parseSync, Visitor, type Argument, type Expression } from 'oxc-parser'

/** A call that asks for a message. */
export interface MessageCall {
  /** File and line. */
  readonly place: string
  /** Keys that it names. */
  readonly keys: readonly string[]
  /** Keys that it puts together, with a star for each part that varies. */
  readonly patterns: readonly string[]
  /** Names of the values that it passes. `null`: they are not written there. */
  readonly values: readonly string[] | null
}

/** How a source file says things. */
interface MessageUsage {
  /** The calls that ask for a message. */
  readonly calls: readonly MessageCall[]
  /** Keys that it names. */
  readonly keys: readonly string[]
  /** Keys that it puts together, with a star for each part that varies. */
  readonly patterns: readonly string[]
  /** What it says without asking for a message, each with its line. */
  readonly hardCoded: readonly string[]
}

const letterPattern = /\p{L}{2}/u

/** Attributes whose value somebody reads or hears. */
const textAttributes = /^(?:title|label|alt|placeholder|aria-(?:label|description|roledescription|valuetext|placeholder))$/

/** Every key that an expression can be. */
function collectKeys(node: Expression, keys: string[], patterns: string[]): void {
  if (node.type === 'Literal' && typeof node.value === 'string') keys.push(node.value)
  if (node.type === 'TemplateLiteral') patterns.push(node.quasis.map(({ value }) => value.cooked ?? '').join('*'))
  if (node.type === 'ConditionalExpression') {
    collectKeys(node.consequent, keys, patterns)
    collectKeys(node.alternate, keys, patterns)
  }
}

/** The names of the values in the second argument of a call. */
function readValueNames(values: Argument | undefined): readonly string[] | null {
  if (values === undefined) return []
  if (values.type !== 'ObjectExpression') return null
  const names = values.properties.map((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : null,
  )
  return names.every((name) => name !== null) ? names : null
}

/** The text in an expression that stands where text is shown. */
function readText(node: Expression): string {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked ?? '').join(' ')
  return ''
}

/** Reads how a source file of the console says things. `t` is how it asks for a message. */
export function findMessageUsage(path: string, source: string): MessageUsage {
  const calls: MessageCall[] = []
  const hardCoded: string[] = []
  const findPlace = (start: number) => `${path}:${source.slice(0, start).split('\n').length}`
  const addHardCoded = (start: number, text: string) => {
    if (letterPattern.test(text)) hardCoded.push(`${findPlace(start)} says “${text.trim()}”`)
  }
  new Visitor({
    CallExpression: ({ start, callee, arguments: [first, second] }) => {
      const name = callee.type === 'MemberExpression' ? callee.object : callee
      if (name.type !== 'Identifier' || name.name !== 't' || !first || first.type === 'SpreadElement') return
      const keys: string[] = []
      const patterns: string[] = []
      collectKeys(first, keys, patterns)
      calls.push({ place: findPlace(start), keys, patterns, values: readValueNames(second) })
    },
    JSXText: ({ start, value }) => addHardCoded(start, value),
    JSXExpressionContainer: ({ start, expression }) => {
      // Class names are put together in attributes; those that somebody reads are looked at below.
      if (source[start - 1] !== '=' && expression.type !== 'JSXEmptyExpression') addHardCoded(start, readText(expression))
    },
    JSXAttribute: ({ name, value }) => {
      if (name.type !== 'JSXIdentifier' || !textAttributes.test(name.name) || value === null) return
      if (value.type === 'Literal') addHardCoded(value.start, value.value)
      if (value.type === 'JSXExpressionContainer' && value.expression.type !== 'JSXEmptyExpression')
        addHardCoded(value.start, readText(value.expression))
    },
  }).visit(parseSync(path, source).program)
  return { calls, keys: calls.flatMap(({ keys }) => keys), patterns: calls.flatMap(({ patterns }) => patterns), hardCoded }
}
