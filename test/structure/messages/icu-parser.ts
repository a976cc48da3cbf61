import { precompileTree } from '#scripts/vite/precompile-messages.ts'

/** A plural of a message: what is said in each of its cases. `#` stands for the number. */
export interface Plural {
  readonly key: string
  readonly cases: Readonly<Record<string, string>>
}

/** What a message is made of, besides its words. */
export interface MessageShape {
  /** Its arguments with what they are, and its tags, sorted. */
  readonly placeholders: readonly string[]
  readonly plurals: readonly Plural[]
}

/** What the numbers in compiled messages mean: a plural takes a number as well. */
const argumentKinds: Readonly<Record<number, string>> = { 1: 'select', 2: 'number', 3: 'number', 4: 'number', 5: 'date', 6: 'date' }

const isPlural = (kind: unknown): boolean => kind === 2 || kind === 3

/** The words of a compiled message, with a placeholder for all that is filled in. */
function flattenText(message: unknown): string {
  if (message === 0) return '#'
  if (typeof message === 'string') return message
  return (message as unknown[]).map((node) => (Array.isArray(node) ? '{}' : flattenText(node))).join('')
}

function collectPlaceholders(key: string, message: unknown, parts: Set<string>, plurals: Plural[]): void {
  if (!Array.isArray(message)) return
  for (const node of message as unknown[]) {
    if (!Array.isArray(node)) continue
    const [name, kind, cases, ...more] = node as [string, ...unknown[]]
    if (typeof kind === 'string' || Array.isArray(kind)) {
      parts.add(`<${name}>`)
      collectPlaceholders(key, [kind, cases, ...more], parts, plurals)
      continue
    }
    parts.add(`${name} ${argumentKinds[Number(kind)] ?? 'text'}`)
    if (typeof cases !== 'object' || cases === null || argumentKinds[Number(kind)] === 'date' || kind === 4) continue
    const options = Object.entries(cases)
    if (isPlural(kind)) plurals.push({ key, cases: Object.fromEntries(options.map(([name_, said]) => [name_, flattenText(said)])) })
    for (const [, said] of options) collectPlaceholders(key, said, parts, plurals)
  }
}

/** Every message of a file by its dotted key. */
export function parseMessages(file: Parameters<typeof precompileTree>[0]): ReadonlyMap<string, MessageShape> {
  const shapes = new Map<string, MessageShape>()
  const walk = (level: Record<string, unknown>, parents: string) => {
    for (const [name, message] of Object.entries(level)) {
      const key = parents + name
      if (typeof message === 'object' && message !== null && !Array.isArray(message)) {
        walk(message as Record<string, unknown>, `${key}.`)
        continue
      }
      const parts = new Set<string>()
      const plurals: Plural[] = []
      collectPlaceholders(key, message, parts, plurals)
      shapes.set(key, { placeholders: [...parts].toSorted(), plurals })
    }
  }
  walk(precompileTree(file), '')
  return shapes
}

const followedByWords = /#.*\p{L}/u

/** The cases that a plural lacks in a language. French says `many` only where words follow: un million de personnes. */
export function findMissingCases(language: string, { key, cases }: Plural): readonly string[] {
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  return needed
    .filter((category) => !(category in cases) && (category !== 'many' || followedByWords.test(cases['other'] ?? '')))
    .map((category) => `${language}: ${key} lacks ${category}`)
}
