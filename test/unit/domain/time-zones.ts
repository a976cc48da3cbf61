import fc from 'fast-check'

/** Zones whose days are hard to count: parts of an hour, midnights that clock changes skip or repeat, both hemispheres, a day left out. */
export const hardTimeZones: readonly string[] = [
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Europe/Paris',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Niue',
  'UTC',
]

/** All time zones of this host. */
export const timeZones: readonly string[] = [...new Set([...hardTimeZones, ...Intl.supportedValuesOf('timeZone')])]

const hour = 3_600_000
const isAtChange = (at: number, timeZone: string) => {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  const offsetOf = (moment: number) => format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value
  return offsetOf(at) !== offsetOf(at - 24 * hour)
}

/** Moments at most a day after a clock change, with their zone: both changes of two years, and the day that Apia left out. */
export const clockChanges: readonly (readonly [timeZone: string, at: number])[] = hardTimeZones.flatMap((timeZone) =>
  [2011, 2026, 2027].flatMap((year) =>
    Array.from({ length: 365 }, (_, day) => Date.UTC(year, 0, 1 + day))
      .filter((at) => isAtChange(at, timeZone))
      .map((at) => [timeZone, at] as const),
  ),
)

/** A time zone, mostly a hard one. */
export const drawTimeZone: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...hardTimeZones), fc.constantFrom(...timeZones))

/** A moment between 2012 and 2037, mostly within two days of a clock change somewhere; often just at a full hour. */
export const drawMoment: fc.Arbitrary<number> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...clockChanges.map(([, at]) => at).filter((at) => at > Date.UTC(2012, 0))),
      fc.integer({ min: Date.UTC(2012, 0) / hour, max: Date.UTC(2037, 0) / hour }).map((hours) => hours * hour),
    ),
    fc.integer({ min: -48 * 4, max: 48 * 4 }),
    fc.constantFrom(-1, 0, 0, 1, 60_000, 424_242),
  )
  .map(([at, quarters, beside]) => at + (quarters * hour) / 4 + beside)
