import { parseSearch } from '#backend/store/keys/search-text.ts'
import type { FilterRequest } from '#backend/store/store.ts'
import { findStartOfLastDays } from '#domain/days.ts'
import { encodeText } from '#server/store/encode-text.ts'
import { sql, type RawBuilder } from 'kysely'

type Condition = RawBuilder<boolean>
type SearchTerm = ReturnType<typeof parseSearch>[number]

/** The pattern of `like` for texts that contain this one. */
const createPattern = (text: string): string => `%${encodeText(text).replace(/[\\%_]/g, '\\$&')}%`

/** The condition of one term of a search: the same as `matchSearch`. */
const createTermCondition = ({ text, idText, number }: SearchTerm): Condition =>
  sql`(search_text like ${createPattern(text)} or search_ids like ${createPattern(idText)} ${number === undefined ? sql`` : sql`or number = ${number}`})`

/** What search and days require of a version; empty if they find every one. */
export function createSearchConditions({ query: { search, endedWithin, timeZone }, at }: FilterRequest): readonly Condition[] {
  const ended = endedWithin === undefined ? [] : [sql<boolean>`ended_at >= ${findStartOfLastDays(endedWithin, at, timeZone)}`]
  return [...ended, ...parseSearch(search).map(createTermCondition)]
}

/** What the version filter requires. In the words of the indexes, so that they are used. */
export const createScopeCondition = ({ query: { versions } }: FilterRequest): Condition =>
  versions === 'latest' ? sql`is_latest and not is_deleted` : sql`not is_deleted`

/** Leaves out the versions that are replaced. */
export const createReplacedConditions = ({ replacements }: FilterRequest): readonly Condition[] =>
  replacements === undefined || replacements.size === 0
    ? []
    : [sql<boolean>`id <> all(${Array.from(replacements.keys(), encodeText)}::text[])`]

/** All conditions in one. */
export const joinConditions = (conditions: readonly Condition[]): Condition => sql`${sql.join(conditions, sql` and `)}`
