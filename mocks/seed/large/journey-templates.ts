import type { EntryRecord, VersionRecord } from '#backend/store/records.ts'
import type { Instant } from '#domain/version.ts'
import { amina, lea } from '#mocks/seed/demo-users.ts'
import { ask, buildPath, day, email, hour, jump, multiplyEntrances, push, sms, wait } from '#mocks/seed/path.ts'
import { replayStory } from '#mocks/seed/replay-story.ts'
import { createStoryDates } from '#mocks/seed/story-dates.ts'
import { createVersionSteps, type Story, type StoryStep } from '#mocks/seed/story.ts'

const week = 7 * day

/** A journey of six versions with its history, of which copies are made. */
export interface JourneyTemplate {
  readonly versions: readonly VersionRecord[]
  /** The history of each version, by its place in `versions`. */
  readonly histories: readonly (readonly EntryRecord[])[]
  /** By how many weeks a copy may be older: until then nothing is due. */
  readonly maxWeeks: number
}

/** Copies are at most this old, in weeks. */
const oldestWeeks = 260

/** Paths of different lengths, with the number by which their entrances are multiplied. The largest journeys hold millions. */
const paths = [
  [
    1,
    buildPath('unitaryEvent', 'shops', [
      email('Welcome'),
      wait(3 * day),
      ask('Opened?', 62, [push('A tip')], [wait(9 * day), email('Again')]),
    ]),
  ],
  [6, buildPath('audienceQualification', 'office', [email('Offer'), wait(20 * day), sms('Last days')])],
  [10, buildPath('unitaryEvent', 'evening', [push('Reminder'), wait(2 * hour), push('Second reminder'), wait(16 * day), email('Survey')])],
  [2, buildPath('readAudience', 'always', [email('Statement'), wait(25 * day), ask('Read?', 58, [], [push('Have a look')])], 3 * hour)],
  [250, buildPath('unitaryEvent', 'always', [sms('Top-up reminder'), wait(30 * day), sms('Second reminder')])],
  [3, buildPath('businessEvent', 'travel', [email('Booking'), wait(18 * day), jump('Into the survey', 'survey')])],
] as const

const authors = [lea, amina] as const

/** The ages at which versions are published: long enough apart that each has drained when the next one is closed. */
const publishedDaysAgo = [745, 615, 485, 355, 225] as const
const publishFive = createVersionSteps(authors, ...publishedDaysAgo)
const publishSix = createVersionSteps(authors, ...publishedDaysAgo, 95)

/** What becomes of a journey, with its share in percent. Of the six versions of each at most one is open. */
const outcomes: readonly (readonly [percent: number, steps: readonly StoryStep[]])[] = [
  [12, publishSix],
  [3, [...publishSix, ['pause', 2, lea, 14]]],
  [6, [...publishSix, ['close', 1.2, amina, 'campaignOver']]],
  [27, [...publishFive, ['close', 130, lea, 'offerExpired'], ['createVersion', 4, amina]]],
  [
    24,
    [
      ...publishFive,
      ['stop', 200, amina, 'wrongAudience'],
      ['createVersion', 190, lea],
      ['publish', 180, lea],
      ['stop', 150, lea, 'legal'],
    ],
  ],
  [28, [...publishFive, ['createVersion', 196, amina], ['publish', 195, lea], ['close', 100, amina, 'campaignOver']]],
]

/** Replays one template up to `now`. */
async function buildTemplate(story: Story, order: number, now: Instant): Promise<JourneyTemplate> {
  const stepTimes = story.steps.map(([, daysAgo]) => daysAgo).map(createStoryDates(now, order))
  const { versions, history } = await replayStory(story, story.flow, stepTimes, now)
  const weeksUntilDue = versions.flatMap(({ dueAt }) => (dueAt === null ? [] : Math.floor((dueAt - now - 1) / week)))
  return {
    versions,
    histories: versions.map(({ id }) => history.filter(({ versionId }) => versionId === id)),
    maxWeeks: Math.min(oldestWeeks, ...weeksUntilDue),
  }
}

/** The templates at `now`, and how many of a hundred journeys are copies of each group. */
export const buildTemplates = (now: Instant): Promise<readonly (readonly [percent: number, templates: readonly JourneyTemplate[]])[]> =>
  Promise.all(
    outcomes.map(
      async ([percent, steps], outcome) =>
        [
          percent,
          await Promise.all(
            paths.map(([factor, flow], path) => {
              const story = {
                name: `t${outcome}-${path}`,
                description: '',
                tags: '',
                people: 0,
                flow: multiplyEntrances(flow, factor),
                steps,
              }
              return buildTemplate(story, outcome * paths.length + path, now)
            }),
          ),
        ] as const,
    ),
  )
