import type { CrashRun, ObservedCommand } from './crash-run.ts'
import { getStatusAt, type ReplayedVersion } from './replay-history.ts'

/** An operation on one version, with its place among the revisions. A write makes the revision, any other operation sees it. */
interface PlacedOperation {
  readonly from: number
  readonly to: number
  readonly revision: number
  readonly isWrite: boolean
  readonly name: string
}

/** Each command once: it took effect between its first request and its first answer. */
function listCommands(commands: readonly ObservedCommand[]): readonly ObservedCommand[] {
  return [...Map.groupBy(commands, ({ key }) => key).values()].flatMap(([command, ...others]) => {
    if (!command) return []
    const all = [command, ...others]
    return [{ ...command, from: Math.min(...all.map(({ from }) => from)), to: Math.min(...all.map(({ to }) => to)) }]
  })
}

/** The place of a command: what it wrote, or what it saw. */
function placeCommand({ from, to, key, action, ifRevision, outcome }: ObservedCommand): readonly PlacedOperation[] {
  const name = `${action} ${key}`
  if (outcome.kind === 'cancelled') return []
  if (outcome.kind !== 'succeeded') return [{ from, to, name, revision: outcome.current.revision, isWrite: false }]
  const isWrite = action !== 'duplicate'
  return [{ from, to, name, revision: isWrite ? ifRevision + 1 : ifRevision, isWrite }]
}

/**
 * Whether the operations on one version are linearizable. Their revisions put them in an order. They are, if and only if no operation that
 * had ended before another began comes after it in this order, or makes the same revision.
 */
function checkOrderOfVersion(id: string, operations: readonly PlacedOperation[]): readonly string[] {
  const moments = operations
    .flatMap((operation) => [
      { at: operation.from, operation },
      { at: operation.to, operation },
    ])
    .toSorted((one, other) => one.at - other.at)
  const problems: string[] = []
  const floors = new Map<PlacedOperation, number>()
  let newest = -Infinity
  for (const { operation } of moments) {
    const floor = floors.get(operation)
    if (floor === undefined) {
      floors.set(operation, newest)
      continue
    }
    const { revision, isWrite, name } = operation
    if (revision < floor || (isWrite && revision === floor))
      problems.push(`Not linearizable: ${name} on ${id} is at r${revision}, but r${floor} was seen before it began.`)
    newest = Math.max(newest, revision)
  }
  return problems
}

/** Checks the order of all reads and commands, and that each read saw a state of the history. */
export function checkOrder({ reads, commands }: CrashRun, versions: ReadonlyMap<string, ReplayedVersion>): readonly string[] {
  const problems: string[] = []
  for (const { state } of reads) {
    const version = versions.get(state.id)
    const status = version && getStatusAt(version, state.revision)
    if (status !== state.status)
      problems.push(`A read saw ${state.id} at r${state.revision} as ${state.status}; in the history it is ${status}.`)
  }
  const placed = [
    ...listCommands(commands).flatMap((command) => placeCommand(command).map((operation) => ({ id: command.versionId, operation }))),
    ...reads.map(({ from, to, state: { id, revision } }) => ({ id, operation: { from, to, revision, isWrite: false, name: 'a read' } })),
  ]
  for (const [id, ofVersion] of Map.groupBy(placed, (each) => each.id))
    problems.push(
      ...checkOrderOfVersion(
        id,
        ofVersion.map(({ operation }) => operation),
      ),
    )
  return problems
}
