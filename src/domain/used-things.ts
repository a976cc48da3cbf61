import { channels, type Flow } from './flow.ts'

/** The kinds of things that versions use. An activity counts by its kind, and only if it sends a message: one sender may fail for all of them. */
export const usedKinds = ['activity', 'template', 'audience', 'tag'] as const
export type UsedKind = (typeof usedKinds)[number]

/** Something that a version uses: the kind of an activity; of a message template, an audience or a tag the name. */
export interface UsedThing {
  readonly kind: UsedKind
  readonly name: string
}

/** A used thing as one text: the value of the filter `uses`. */
export const formatUsedKey = ({ kind, name }: UsedThing): string => `${kind}:${name}`

/** The thing that a value of the filter `uses` means; `null` if it means none. */
export function parseUsedKey(key: string): UsedThing | null {
  const kind = usedKinds.find((each) => key.startsWith(`${each}:`))
  return kind === undefined || key.length === kind.length + 1 ? null : { kind, name: key.slice(kind.length + 1) }
}

/** The things that a flow uses. */
const listFlowThings = ({ entry, activities }: Flow): readonly UsedThing[] => [
  ...(entry.audience === undefined ? [] : [{ kind: 'audience', name: entry.audience } as const]),
  ...channels.filter((channel) => activities.some(({ kind }) => kind === channel)).map((name) => ({ kind: 'activity', name }) as const),
  ...activities.flatMap(({ template: name }) => (name === undefined ? [] : [{ kind: 'template', name } as const])),
]

const listKeys = (things: readonly UsedThing[]): readonly string[] => [...new Set(things.map(formatUsedKey))]

/** Memory of a pure function: many versions share their flow. */
const keysOfFlows = new WeakMap<Flow, readonly string[]>()

/** The keys of all things that a version uses, each once. */
export function listUsedKeys({ flow, tags }: { readonly flow: Flow; readonly tags: readonly string[] }): readonly string[] {
  const known = keysOfFlows.get(flow)
  const ofFlow = known ?? listKeys(listFlowThings(flow))
  if (known === undefined) keysOfFlows.set(flow, ofFlow)
  return tags.length === 0 ? ofFlow : [...ofFlow, ...listKeys(tags.map((name) => ({ kind: 'tag', name })))]
}
