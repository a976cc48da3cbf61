import type { Engine, Measured } from '#backend/engine/engine.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Instant } from '#domain/version.ts'
import { applyToFence } from '#server/engine/fence.ts'
import { createWalkerEngine } from '#server/engine/walker-engine.ts'
import { getCurrentTransaction } from '#server/store/current-transaction.ts'
import type { Database } from '#server/store/tables.ts'
import { writeCommands, hasCommand } from './write-commands.ts'
import { readReportStates } from './record-report.ts'

/** How long an estimate of the last exit is kept at most, in milliseconds: the engine may report an earlier one. */
const maxEstimateMs = 3_600_000

/**
 * The engine elsewhere: commands leave for it through the outbox, and it reports the people. The numbers are those of the last report, in the same
 * tables as those of the walker; they are exact once the engine has acknowledged all commands.
 */
export function createWebhookEngine(database: Database, clock: () => Instant): Engine {
  const connection = () => getCurrentTransaction() ?? database
  const counted = createWalkerEngine(database)

  /** Dates numbers back to the reports that they come from. Those of a version that was never reported, or did not follow its last change, are estimates. */
  const date = async <T extends object>(measured: Measured<T>, versions: readonly VersionRecord[]): Promise<Measured<T>> => {
    const states = await readReportStates(connection(), versions)
    const published = versions.filter(({ publishedAt }) => publishedAt !== null)
    const isExact = published.every(({ id }) => states.get(id)?.isAcknowledged)
    const asOf = Math.min(measured.asOf, ...[...states.values()].map((state) => state.asOf))
    return { ...measured, asOf, basis: isExact ? measured.basis : 'estimate' }
  }

  return {
    ...counted,
    applyChange: async (version) => {
      // The epoch is raised by what the engine is told alone, so that it can acknowledge it.
      const change = hasCommand(version) ? await applyToFence(connection(), version) : null
      if (change !== null) await writeCommands(connection(), version, change, clock())
    },
    enter: async () => null,
    // The people are known to the engine elsewhere alone.
    findPerson: async () => null,
    countInside: async (versions, at) => date(await counted.countInside(versions, at), versions),
    countPeople: async (version, at) => date(await counted.countPeople(version, at), [version]),
    countEntered: async (versions, from, to) => date(await counted.countEntered(versions, from, to), versions),
    sampleOverTime: async (version, reachMs, at) => date(await counted.sampleOverTime(version, reachMs, at), [version]),
    computeImpact: async (version, at) => date(await counted.computeImpact(version, at), [version]),
    readProgress: async (version) => (await readReportStates(connection(), [version])).get(version.id)?.cleanUp ?? null,
    createReceipt: async (version, ending) => date(await counted.createReceipt(version, ending), [version]),
    findDrainEnd: async (version, at) => {
      const state = (await readReportStates(connection(), [version])).get(version.id)
      const known = await date(await counted.findDrainEnd(version, at), [version])
      // Only an engine that knows that the version is closed can say that everyone has left.
      if (state === undefined) return { ...known, drainEnd: null }
      const { inside } = await counted.countPeople(version, at)
      if (inside === 0) return { ...known, drainEnd: { at: state.asOf, isTimeout: false } }
      return { ...known, drainEnd: known.drainEnd && { ...known.drainEnd, at: Math.min(known.drainEnd.at, at + maxEstimateMs) } }
    },
  }
}
