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

/** Reason codes of the lifecycle design, which are on the wire, and the icon of that name. */
const allowedIdentifiers: readonly string[] = ['nobodyCanEnterADraft', 'nobodyIsInADraft', 'nobodyIsInside', 'nobodyEnters', 'Bell']

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

/** First words of exported functions that are verbs, or prefixes that make a name read as one. */
const verbs = new Set(
  (
    'accept acquire act add admit advise allow announce answer append apply are ask assert assign audit await begin bisect build calibrate call cancel change check choose clear close coerce collect compare complete compose compress compute connect ' +
    'confirm convert count create decode deliver decide delay describe detect disable discard draw duplicate enable encode end ensure enter escape execute exceeds expect expire export extract fail fetch fill filter find finish ' +
    'flatten flush focus fold forbid foretell fork format freeze fulfill generate get go group guard handle hash hold ignore import inject install interrupt intercept invalidate is jump has can should may holds moves isolate join keep label ' +
    'leave let limit link list listen load lock lookup lose lay make map mark match measure memoize merge migrate mount move multiply navigate negotiate never normalize notice notify observe on open override parse pass pause pick place adopt advance clean estimate forecast forget hand plant ' +
    'play poll populate post precompile precompress predict prefer prefetch preload prepare press print put publish query read record recover reconcile reduce refetch refuse reject relay release reload ' +
    'remember remove rename render repeat replace replay report request require requires respond reset resize resolve restore resume retry return reveal round route run sample save say scale schedule scroll search select ' +
    'send serve set settle share show sign simulate skip sort split spread stabilize start steal steer stop store stream stub subscribe subtract sum supersede suspend switch synchronize tally take tell test throw ' +
    'toggle touch track transform translate trigger truncate try type unmount unsubscribe update use validate verify visit vary wait wake walk was watch with withdraw withdraws write zoom to where when'
  ).split(' '),
)

/** Functions that return query options are named as TanStack Query names them: `versionOptions`. `cases` is a count that reads as a noun. */
const isException = (name: string): boolean => /^[a-z]+Options$/.test(name) || name === 'cases'

/** Exported functions of one file that do not begin with a verb. */
export const findFunctionsWithoutVerb = (path: string, source: string): string[] =>
  listExportedFunctions(path, source).filter((name) => !verbs.has(splitWords(name)[0] ?? '') && !isException(name))

/** Folders with more source files than a reader takes in at a glance. */
export function findFullFolders(paths: readonly string[], maxFiles = 15): string[] {
  const counts = new Map<string, number>()
  for (const path of paths) {
    const folder = path.split('/').slice(0, -1).join('/')
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count > maxFiles).map(([folder, count]) => `${folder} holds ${count} source files`)
}
