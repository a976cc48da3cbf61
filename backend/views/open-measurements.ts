import type { Instant } from '#domain/version.ts'
import type { Basis, Engine } from '#backend/engine/engine.ts'
import type { OpenVersion } from '#backend/store/store.ts'
import type { InsideById } from './serializers.ts'
import type { ViewContext } from './view-context.ts'

const hour = 3_600_000

/** So many open versions are measured anew for each answer, the oldest measurements first: numbers of fewer versions are never old. */
const minMeasured = 50

/** A measurement that is older is not used, in milliseconds. The console says the age of numbers that are older than this. */
const maxAgeMs = 60_000

/** The largest number of lists whose ranking is kept for their next pages. */
const maxRankings = 8

/** What the engine said of one open version at `asOf`. */
export interface Measurement extends OpenVersion {
  readonly asOf: Instant
  readonly basis: Basis
  readonly inside: number
  readonly enteredLastHour: number
  readonly advice: Awaited<ReturnType<Engine['advise']>>[number]['advice'] | null
}

/** What was measured of the versions of one store. */
interface Memory {
  readonly epoch: string
  readonly byId: Map<string, Measurement>
  /** The people inside by which lists were sorted, by the time of their first page. */
  readonly rankings: Map<Instant, InsideById>
  readAt: Instant
}

/** Measurements by engine: lost with the program, like any cache. */
const memories = new WeakMap<Engine, Memory>()

/** The memory of the store that is read; a new one after the store was reset. */
async function loadMemory({ reader, engine, at }: ViewContext): Promise<Memory> {
  const epoch = await reader.epoch()
  const known = memories.get(engine)
  if (known?.epoch === epoch) return known
  const memory: Memory = { epoch, byId: new Map(), rankings: new Map(), readAt: at }
  memories.set(engine, memory)
  return memory
}

/** Measures versions at `at`. */
async function measure({ reader, engine, at }: ViewContext, open: readonly OpenVersion[]): Promise<readonly Measurement[]> {
  const records = await reader.versions(open.map(({ id }) => id))
  const { inside, asOf, basis } = await engine.countInside(records, at)
  const { entered } = await engine.countEntered(records, at - hour, at)
  const advice = new Map((await engine.advise(records, at)).map((advised) => [advised.version.id, advised.advice]))
  return records.map(({ id, revision, status }) => ({
    id,
    revision,
    status,
    asOf,
    basis,
    inside: inside.get(id) ?? 0,
    enteredLastHour: entered.get(id) ?? 0,
    advice: advice.get(id) ?? null,
  }))
}

/** Which of the open versions are measured anew: those that changed, those whose numbers are too old, and a share of the oldest. */
function selectStale({ byId, readAt }: Memory, open: readonly OpenVersion[], at: Instant): readonly OpenVersion[] {
  if (open.length <= minMeasured) return open
  const readAge = ({ id, revision }: OpenVersion) => {
    const known = byId.get(id)
    // A measurement from the future belongs to a clock that was set back.
    return known?.revision === revision && known.asOf <= at ? at - known.asOf : Infinity
  }
  const byAge = open.map((version) => ({ version, age: readAge(version) })).toSorted((one, other) => other.age - one.age)
  // Measured at this rate, no number becomes too old, and no answer has to measure all.
  const share = Math.max(minMeasured, Math.ceil((open.length * Math.max(0, at - readAt)) / maxAgeMs))
  return byAge.filter(({ age }, place) => place < share || age > maxAgeMs).map(({ version }) => version)
}

/** The measurements of all open versions, the oldest from `asOf`. Up to `minMeasured` versions are measured now, of more only some. */
export async function measureOpenVersions(
  context: ViewContext,
): Promise<{ readonly measurements: readonly Measurement[]; readonly asOf: Instant; readonly basis: Basis }> {
  const { reader, at } = context
  const open = await reader.openVersions()
  const memory = await loadMemory(context)
  const { byId } = memory
  for (const measurement of await measure(context, selectStale(memory, open, at))) byId.set(measurement.id, measurement)
  memory.readAt = at
  const measurements = open.flatMap(({ id }) => byId.get(id) ?? [])
  if (byId.size > measurements.length) {
    byId.clear()
    for (const measurement of measurements) byId.set(measurement.id, measurement)
  }
  return {
    measurements,
    asOf: measurements.reduce((oldest, { asOf }) => Math.min(oldest, asOf), at),
    basis: measurements.some(({ basis }) => basis === 'estimate') ? 'estimate' : 'exact',
  }
}

/**
 * The people inside by which a list is sorted whose first page was read at `instant`, so that all its pages sort by the same numbers. Of few
 * versions, and of a list whose ranking is forgotten, they are those of `instant`; of many they are at most `maxAgeMs` older.
 */
export async function loadRanking(context: ViewContext, instant: Instant): Promise<InsideById> {
  const { reader, engine, at } = context
  const open = await reader.openVersions()
  const { rankings } = await loadMemory(context)
  const kept = open.length > minMeasured ? rankings.get(instant) : undefined
  if (kept) return new Map(open.map(({ id }) => [id, kept.get(id) ?? 0]))
  if (open.length <= minMeasured || instant !== at)
    return (await engine.countInside(await reader.versions(open.map(({ id }) => id)), instant)).inside
  const { measurements } = await measureOpenVersions(context)
  const ranking = new Map(measurements.map(({ id, inside }) => [id, inside]))
  if (rankings.size >= maxRankings) rankings.delete(rankings.keys().next().value ?? at)
  rankings.set(instant, ranking)
  return ranking
}
