import { channels, type Channel } from '#domain/flow.ts'
import { countPopulation } from '#domain/population/population.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

/** No message of any channel. */
export const noMessages: Readonly<Record<Channel, number>> = { email: 0, sms: 0, push: 0, inApp: 0 }

/** How often each activity of a version has been passed by a moment. */
export function countPassages(version: VersionFacts, at: Instant): readonly number[] {
  const { activities } = countPopulation(version, at)
  return version.flow.activities.map(({ id }) => activities[id]?.passed ?? 0)
}

/** The messages that such numbers of passages send, channel by channel. */
export const countMessages = ({ flow }: VersionFacts, passed: readonly number[]): Record<string, number> =>
  Object.fromEntries(
    channels.map((channel) => [
      channel,
      flow.activities.reduce((sum, { kind }, index) => sum + (kind === channel ? passed[index]! : 0), 0),
    ]),
  )
