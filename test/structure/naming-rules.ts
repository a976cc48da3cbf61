import { parseSync, Visitor, type Expression } from 'oxc-parser'

/** Words that may not stand in a file name or an identifier, each with the term to use instead. */
export const bannedWords: Readonly<Record<string, string>> = {
  bell: 'notifier',
  deed: 'action',
  deeds: 'actions',
  fate: 'outcome',
  fates: 'outcomes',
  foreign: 'other user, other script',
  grief: 'expected error',
  happening: 'event, change',
  happenings: 'events',
  hearing: 'event sequencer',
  heir: 'focus fallback',
  heirs: 'focus fallbacks',
  hope: 'time limit',
  insist: 'poll',
  luck: 'random',
  nobody: 'no user, no people',
  overhear: 'accept relayed',
  patience: 'progress thresholds',
  pursue: 'track',
  pursuit: 'pending command',
  pursuits: 'pending commands',
  shelf: 'settings store',
  somebody: 'user',
  strike: 'apply fault',
  struck: 'with fault',
  told: 'snapshot, connected, announced',
  unsettled: 'pending',
  wakefulness: 'wake detector',
  whatever: 'the thing itself',
  whoever: 'user',
}

/** Reason codes of the lifecycle design, which are on the wire. */
const allowedIdentifiers: readonly string[] = ['nobodyCanEnterADraft', 'nobodyIsInADraft', 'nobodyIsInside', 'nobodyEnters']

/** Splits `applyDueTransitions`, `apply-due-transitions` and `MAX_SIZE` into lower-case words. */
export const splitWords = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())

/** The identifiers and the file name of one file that hold a banned word, a sentence each. */
export function findBannedNames(path: string, source: string): string[] {
  const found = new Set<string>()
  const check = (name: string): void => {
    if (allowedIdentifiers.includes(name)) return
    for (const word of splitWords(name)) {
      const better = Object.hasOwn(bannedWords, word) ? bannedWords[word] : undefined
      if (better) found.add(`${path} says ${name}: write ${better} instead of ${word}`)
    }
  }
  check(path.split('/').at(-1) ?? '')
  new Visitor({
    Identifier: ({ name }) => check(name),
    PrivateIdentifier: ({ name }) => check(name),
    JSXIdentifier: ({ name }) => check(name),
  }).visit(parseSync(path, source).program)
  return [...found]
}

const isFunction = (node: Expression | null): boolean => node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression'

/** The exported functions of one file: neither components, which are nouns, nor schemas and other values. */
export function listExportedFunctions(path: string, source: string): string[] {
  const names: string[] = []
  new Visitor({
    ExportNamedDeclaration: ({ declaration }) => {
      if (declaration?.type === 'FunctionDeclaration' && declaration.id) names.push(declaration.id.name)
      if (declaration?.type === 'VariableDeclaration')
        for (const { id, init } of declaration.declarations) if (id.type === 'Identifier' && isFunction(init)) names.push(id.name)
    },
  }).visit(parseSync(path, source).program)
  return names.filter((name) => /^[a-z]/.test(name))
}
