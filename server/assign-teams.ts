import type { Store, Transaction } from '#backend/store/store.ts'

/** A line that names no journey, or a team with too long a name. */
export interface RefusedAssignment {
  readonly line: number
  readonly problem: string
}

const maxTeamNameLength = 100

/** Gives all versions of a journey to a team; to everybody without one. Returns why it cannot, or `null`. */
async function assignTeam(transaction: Transaction, journeyId: string, team: string | undefined): Promise<string | null> {
  if (team !== undefined && team.length > maxTeamNameLength) return `The name of a team has at most ${maxTeamNameLength} characters.`
  const versions = await transaction.allVersionsOf(journeyId)
  if (versions.length === 0) return `There is no journey ${journeyId}.`
  for (const { team: _, ...version } of versions) {
    const revision = version.revision + 1
    await transaction.update({ ...version, revision, ...(team !== undefined && { team }) }, version.revision)
  }
  return null
}

/**
 * Gives journeys to teams: each line has the identifier of a journey, a space, and the name of its team; without one the journey becomes
 * everybody's. All lines, or none. A dialog that is open on such a journey has to be confirmed again, because the revision changes.
 */
export async function assignTeams(
  store: Store,
  lines: readonly string[],
): Promise<{ readonly journeys: number; readonly refused: readonly RefusedAssignment[] }> {
  const assignments = lines.flatMap((line, index) => {
    const [journeyId = '', ...words] = line.trim().split(/\s+/)
    return journeyId === '' ? [] : [{ line: index + 1, journeyId, team: words.join(' ') || undefined }]
  })
  const refused: RefusedAssignment[] = []
  try {
    await store.write(async (transaction) => {
      refused.length = 0
      for (const { line, journeyId, team } of assignments) {
        const problem = await assignTeam(transaction, journeyId, team)
        if (problem !== null) refused.push({ line, problem })
      }
      if (refused.length > 0) throw new Error('Refused lines undo all.')
    })
  } catch (error) {
    if (refused.length === 0) throw error
  }
  return { journeys: refused.length > 0 ? 0 : assignments.length, refused }
}
