import { parseSync, Visitor, type Expression, type Span } from 'oxc-parser'
import { statuses } from '#domain/lifecycle.ts'

const testFunctions = ['test', 'it', 'describe', 'suite']
const skippingModifiers = ['skip', 'only', 'todo', 'fixme', 'skipIf', 'runIf', 'fail', 'fails']
const snapshotMatchers = /^toMatch(?:\w+)?Snapshot$|^toMatchScreenshot$|ByTestId$/

/** The last name of `a`, `a.b`, `a.b()`. */
function getLastName(node: Expression): string {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier') return node.property.name
  return node.type === 'CallExpression' ? getLastName(node.callee) : ''
}

/** The first name of `a`, `a.b.c`, `a.b()`. */
function getFirstName(node: Expression): string {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'MemberExpression') return getFirstName(node.object)
  return node.type === 'CallExpression' ? getFirstName(node.callee) : ''
}

const isStatusLiteral = (node: Expression): boolean => node.type === 'Literal' && (statuses as readonly unknown[]).includes(node.value)

/** What one file does that the conventions forbid, a sentence each with its line. */
export function findSourceViolations(path: string, source: string): string[] {
  const { program, module, comments } = parseSync(path, source)
  const found: string[] = []
  const lineOf = (offset: number): number => source.slice(0, offset).split('\n').length
  const report = (node: Span, message: string): void => void found.push(`${path}:${lineOf(node.start)} ${message}`)
  const isExplained = (node: Span): boolean => comments.some((comment) => lineOf(comment.end) === lineOf(node.start) - 1)

  if (/(?:^|\/)index\.tsx?$|(?:^|\/)(?:utils|helpers|common)\b/.test(path)) found.push(`${path} has a name that says nothing`)
  if (!/^[a-z0-9.-]+$/.test(path.split('/').at(-1) ?? '')) found.push(`${path} is not named in kebab-case`)
  for (const { entries } of module.staticExports)
    for (const entry of entries) {
      if (entry.moduleRequest) report(entry, 'passes on the export of another file')
      if ((entry.exportName.kind === 'Default' || entry.exportName.name === 'default') && !path.endsWith('.config.ts'))
        report(entry, 'has a default export')
    }

  new Visitor({
    TSAnyKeyword: (node) => report(node, 'says any'),
    JSXOpeningElement: ({ name, attributes }) => {
      const isLink = name.type === 'JSXIdentifier' && /^(?:Nav)?Link$/.test(name.name)
      const ref = attributes.find((each) => each.type === 'JSXAttribute' && each.name.name === 'ref')
      if (isLink && ref) report(ref, 'has a ref on a link, whose cleanup the router drops')
    },
    Property: (node) => {
      const isForbiddenHeader = node.key.type === 'Literal' && /^(?:sec-|proxy-|origin$|cookie$|host$)/i.test(String(node.key.value))
      if (isForbiddenHeader && path.startsWith('test/contract/suite/'))
        report(node, 'sends a header that a browser lets no page write, in tests that also run in a browser')
    },
    JSXAttribute: (node) => {
      if (node.name.name === 'data-testid') report(node, 'has a test id')
    },
    CallExpression: (node) => {
      const name = getLastName(node.callee)
      if (/^use(?:Layout|Insertion)?Effect$/.test(name) && !isExplained(node))
        report(node, `calls ${name} without a comment above it that says why`)
      if (snapshotMatchers.test(name)) report(node, `uses ${name}`)
      if (name === 'mock' && getFirstName(node.callee) === 'vi' && !path.startsWith('test/components/'))
        report(node, 'mocks a module for all later files, too: use `vi.doMock`, and reset the modules')
      if (name === 'waitFor' && getFirstName(node.callee) === 'vi' && path !== 'test/support/wait-until.ts')
        report(node, 'gives up after a second: `waitUntil` waits for a busy machine')
    },
    MemberExpression: (node) => {
      if (testFunctions.includes(getFirstName(node)) && skippingModifiers.includes(getLastName(node)))
        report(node, `has a test that dodges: ${getLastName(node)}`)
    },
    BinaryExpression: (node) => {
      if (path.startsWith('src/domain/') || path.startsWith('test/') || !/^[!=]==?$/.test(node.operator)) return
      const sides = [node.left, node.right]
      if (sides.some(isStatusLiteral) && sides.some((side) => getLastName(side) === 'status'))
        report(node, 'compares a status instead of asking the table')
    },
    SwitchStatement: (node) => {
      const onStatus = getLastName(node.discriminant) === 'status' && node.cases.some(({ test }) => test && isStatusLiteral(test))
      if (onStatus && !path.startsWith('src/domain/')) report(node, 'compares a status instead of asking the table')
    },
  }).visit(program)
  return found
}

/** The middle of the numbers; 0 of none. */
export function computeMedian(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2
}
