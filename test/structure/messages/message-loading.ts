import { listImports, resolveTarget } from '#test/structure/import-rules.ts'
import { parseMessages } from './icu-parser.ts'
import { listKeys } from './message-keys.ts'
import { findMessageUsage } from './message-usage.ts'

type MessageTree = Parameters<typeof parseMessages>[0]

/** Source files and messages by their path. */
type Sources = ReadonlyMap<string, string>

/** What a source file imports, types aside. */
function listTargets(sources: Sources, path: string, kind: 'static' | 'dynamic'): readonly string[] {
  if (path.endsWith('.json')) return []
  return listImports(path, sources.get(path) ?? '')
    .filter(({ dynamic, typeOnly }) => dynamic === (kind === 'dynamic') && !typeOnly)
    .flatMap(({ specifier }) => resolveTarget(path, specifier) ?? [])
}

/** Adds what is loaded together with a source file: the file, and all that it imports statically, directly or not. */
function addLoaded(sources: Sources, path: string, loaded: Set<string>): Set<string> {
  if (!sources.has(path) || loaded.has(path)) return loaded
  loaded.add(path)
  for (const target of listTargets(sources, path, 'static')) addLoaded(sources, target, loaded)
  return loaded
}

/**
 * The messages that a file, or what is loaded with it or by it, may ask for before they are loaded. `loadedBefore` is what is loaded when
 * the file is imported.
 */
export function findUnloadedMessages(sources: Sources, entry: string, loadedBefore: ReadonlySet<string> = new Set()): readonly string[] {
  const loaded = addLoaded(sources, entry, new Set(loadedBefore))
  const files = [...loaded].filter((path) => !path.endsWith('.json') && !loadedBefore.has(path))
  const messages = [...loaded].filter((path) => path.endsWith('.json'))
  const available = new Set(messages.flatMap((path) => [...parseMessages(JSON.parse(sources.get(path) ?? '') as MessageTree).keys()]))
  const missing = files.flatMap((path) =>
    listKeys(findMessageUsage(path, sources.get(path) ?? '')).flatMap((key) => (available.has(key) ? [] : [`${path} says ${key}`])),
  )
  const lazyEntries = files.flatMap((path) => listTargets(sources, path, 'dynamic'))
  return [...new Set([...missing, ...lazyEntries.flatMap((lazy) => findUnloadedMessages(sources, lazy, loaded))])]
}
