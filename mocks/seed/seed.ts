import type { Seed } from '#backend/store/store.ts'
import type { Instant } from '#domain/version.ts'
import { bank } from './bank.ts'
import { createStoryDates } from './story-dates.ts'
import { scaleEntrances } from './scale-entrances.ts'
import { replayStory } from './replay-story.ts'
import { retail } from './retail.ts'
import type { Story } from './story.ts'
import { telecom } from './telecom.ts'
import { travel } from './travel.ts'

/** The stories of each team. */
const storiesByTeam: Readonly<Record<string, readonly Story[]>> = { Retail: retail, Bank: bank, Travel: travel, Telecom: telecom }

const allStories: readonly Story[] = Object.entries(storiesByTeam).flatMap(([team, stories]) =>
  stories.map((story) => ({ ...story, team })),
)

/** Version of the code that creates records from stories. Increment it when that code changes the records. */
const recordsVersion = 3

/** Identifies the seed: it changes with the journeys. */
export const seedVersion = `${recordsVersion}.${Array.from(JSON.stringify(allStories)).reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 2_147_483_647, 7)}`

/** Replays a story, with entrances scaled to the story's number of people. */
async function buildStory(story: Story, order: number, now: Instant): Promise<Seed> {
  const stepTimes = story.steps.map(([, daysAgo]) => daysAgo).map(createStoryDates(now, order))
  const rehearsal = await replayStory(story, story.flow, stepTimes, now)
  const lastPublished = rehearsal.versions.findLast(({ publishedAt }) => publishedAt !== null)
  return lastPublished ? replayStory(story, scaleEntrances(lastPublished, now, story.people), stepTimes, now) : rehearsal
}

/**
 * The demo's journeys at `now`, with their full history: those of the stories, and so many generated ones that there are `size` versions. Deterministic: the same `now` and size give the same seed.
 */
export async function createDemoSeed(now: Instant, size = 0): Promise<Seed> {
  const parts = await Promise.all(allStories.map((story, order) => buildStory(story, order, now)))
  const seed = {
    versions: parts.flatMap(({ versions }) => versions),
    history: parts.flatMap(({ history }) => history).toSorted((one, other) => one.at - other.at),
  }
  if (size <= seed.versions.length) return seed
  // Loaded for a large demo only.
  const { addGeneratedJourneys } = await import('./large/large-seed.ts')
  return addGeneratedJourneys(seed, size, now)
}
