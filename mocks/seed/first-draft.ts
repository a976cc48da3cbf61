import type { User } from '#api/contract/primitives.ts'
import { emptyLifecycle } from '#backend/commands/create-draft.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Flow } from '#domain/flow.ts'
import { currentGlobalTimeoutMs, type Instant } from '#domain/version.ts'
import type { Story } from './story.ts'

/** The identifier of a story's journey: its own `id`, or its name in lower case with dashes. */
export const createJourneyId = ({ id, name }: Story): string =>
  id ??
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')

/** The first version of a story's journey as it was created: a draft. */
export function createFirstDraft(story: Story, flow: Flow, createdAt: Instant, createdBy: User): VersionRecord {
  const journeyId = createJourneyId(story)
  return {
    id: `${journeyId}-v1`,
    journeyId,
    name: story.name,
    number: 1,
    latest: true,
    revision: 1,
    status: 'draft',
    description: story.description,
    tags: story.tags.split(', '),
    timeZone: story.timeZone ?? 'Etc/UTC',
    reentrance: story.reentrance ?? false,
    ...(story.team !== undefined && { team: story.team }),
    flow,
    globalTimeout: currentGlobalTimeoutMs,
    createdAt,
    createdBy,
    updatedAt: createdAt,
    updatedBy: createdBy,
    ...emptyLifecycle,
  }
}
