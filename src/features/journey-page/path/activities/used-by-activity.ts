import type { ActivityWithPeople } from '#api/contract/version.ts'
import { channels } from '#domain/flow.ts'
import type { UsedThing } from '#domain/used-things.ts'

/** The things that an activity uses: the way its messages are sent, and their template. */
export const listUsedBy = ({ kind, template }: Pick<ActivityWithPeople, 'kind' | 'template'>): readonly UsedThing[] => [
  ...channels.filter((channel) => channel === kind).map((name): UsedThing => ({ kind: 'activity', name })),
  ...(template === undefined ? [] : [{ kind: 'template', name: template } as const]),
]
