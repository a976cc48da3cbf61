import { decide, permissions } from '#domain/lifecycle.ts'
import type { CommandOutcome, CrashRun, HistoryRow, ObservedCommand } from './crash-run.ts'
import { getStatusAt, type ReplayedVersion } from './replay-history.ts'

type Versions = ReadonlyMap<string, ReplayedVersion>

/** Describes a command. */
const nameCommand = ({ action, key, versionId, ifRevision }: ObservedCommand): string =>
  `${action} ${key} on ${versionId} at r${ifRevision}`

/** The entries of the history that may be those of a command. A copy leaves the revision as it is: several users may make one. */
function findEntries({ versionId, ifRevision, action, userId, key }: ObservedCommand, versions: Versions): readonly HistoryRow[] {
  const hasNote = action === 'close' || action === 'stop'
  const entries = versions.get(versionId)?.entries ?? []
  return entries.flatMap(({ entry, ifRevision: revision }) =>
    revision === ifRevision && entry.type === action && entry.userId === userId && (!hasNote || entry.note === key) ? [entry] : [],
  )
}

/** Checks the answer of a command that was refused: it has to be what the lifecycle table says of the state that it names. */
function checkRefusal(
  command: ObservedCommand,
  outcome: Exclude<CommandOutcome, { kind: 'succeeded' | 'cancelled' }>,
  versions: Versions,
): readonly string[] {
  const { id, revision, status } = outcome.current
  const version = versions.get(id)
  const name = nameCommand(command)
  if (!version || getStatusAt(version, revision) !== status)
    return [`${name} was answered with ${status} at r${revision}, which never was.`]
  if (outcome.kind === 'stale') return revision === command.ifRevision ? [`${name} is called stale, and was not.`] : []
  const reasons = [true, false].map((latest) => decide({ status, latest }, command.action, permissions))
  const isReason = reasons.some((verdict) => !verdict.allowed && verdict.reasonCode === outcome.reasonCode)
  return isReason && revision === command.ifRevision ? [] : [`${name} was refused for ${outcome.reasonCode}, when it was ${status}.`]
}

/** Checks a command that succeeded: its entry is there, and what it answered is in the history. Claims its entry. */
function checkSuccess(
  command: ObservedCommand,
  result: { readonly id: string; readonly revision: number; readonly status: string },
  versions: Versions,
  claimed: Set<HistoryRow>,
): readonly string[] {
  const name = nameCommand(command)
  const entry = findEntries(command, versions).find((each) => !claimed.has(each))
  if (!entry) return [`Lost: ${name} was acknowledged, and is not in the history.`]
  claimed.add(entry)
  const version = versions.get(result.id)
  if (!version || getStatusAt(version, result.revision) !== result.status)
    return [`${name} was answered with ${result.id} ${result.status} at r${result.revision}, which never was.`]
  const isCreated = command.action === 'duplicate' || command.action === 'createVersion'
  return isCreated !== (result.id !== command.versionId) ? [`${name} was answered with ${result.id}.`] : []
}

/** Checks what is stored under the key of a command: one record with its outcome, and one copy at most. */
function checkKey({ database }: CrashRun): (command: ObservedCommand) => readonly string[] {
  const records = Map.groupBy(database.keys, ({ userId, key }) => `${userId} ${key}`)
  // Later versions of a copy have its name, too.
  const copies = Map.groupBy(
    database.versions.filter(({ number }) => number === 1),
    ({ name }) => name,
  )
  return (command) => {
    const { userId, key, action, outcome } = command
    const found = records.get(`${userId} ${key}`) ?? []
    const isSuccess = outcome.kind === 'succeeded'
    const problems = found.length === 1 ? [] : [`The key ${key} is stored ${found.length} times.`]
    if (found.some(({ status }) => (status === 200) !== isSuccess))
      problems.push(`Under the key ${key} another outcome is stored than ${outcome.kind}.`)
    const count = copies.get(key)?.length ?? 0
    if (action === 'duplicate' && count !== (isSuccess ? 1 : 0))
      problems.push(`${nameCommand(command)} (${outcome.kind}) made ${count} copies.`)
    return problems
  }
}

/** Checks that each command has one outcome, which is that in the history, and that the history has no other changes of users. */
export function checkCommands(run: CrashRun, versions: Versions): readonly string[] {
  const problems: string[] = []
  const claimed = new Set<HistoryRow>()
  const checkStored = checkKey(run)
  for (const [key, [command, ...others]] of Map.groupBy(run.commands, (each) => each.key)) {
    if (!command) continue
    const { outcome } = command
    if (others.some((other) => JSON.stringify(other.outcome) !== JSON.stringify(outcome)))
      problems.push(`The key ${key} has several outcomes.`)
    problems.push(...checkStored(command))
    if (outcome.kind === 'succeeded') problems.push(...checkSuccess(command, outcome.result, versions, claimed))
    else if (outcome.kind !== 'cancelled') problems.push(...checkRefusal(command, outcome, versions))
  }
  for (const { entry } of [...versions.values()].flatMap(({ entries }) => entries))
    if (entry.userId !== null && !claimed.has(entry))
      problems.push(`Entry ${entry.sequence} (${entry.type} of ${entry.versionId}) is of no command that succeeded.`)
  return problems
}
