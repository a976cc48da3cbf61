import type { Session } from '#api/contract/session.ts'
import { permissions } from '#domain/lifecycle.ts'
import type { Rights } from '#domain/rights.ts'
import type { Instant } from '#domain/version.ts'
import type { Config } from '#server/config/config-schema.ts'
import { createToken, hashToken, type Cookies } from './session-cookie.ts'
import type { ExpiryTimes, SessionRecord, SessionStore } from './session-store.ts'

const hourMs = 3_600_000

/** A use is written down at most so often, in milliseconds: reads write nothing most of the time. */
const usePrecisionMs = 60_000

/** Who has signed in, as a sign-in tells it. */
export type SignedInPerson = Pick<SessionRecord, 'user' | 'roles' | 'teams'>

/** Knows who sends a request. */
export interface Sessions {
  /** The user of a request with the permissions of now; `null` if no session is active. */
  readonly identify: (request: Request) => Promise<Session | null>
  /** Starts a session after a sign-in and ends that of the request. Returns the `Set-Cookie` header. */
  readonly start: (request: Request, person: SignedInPerson) => Promise<string>
  /** Ends the session of the request, or all of its user. Returns the `Set-Cookie` header. */
  readonly end: (request: Request, scope: 'here' | 'everywhere') => Promise<string>
  /** The rights that a user has now; `undefined` if no session is active. */
  readonly readRights: (userId: string) => Promise<Rights | undefined>
  /** Whether sessions may have been removed since it was asked last, by any replica. */
  readonly hasRemovals: () => Promise<boolean>
  readonly removeExpired: () => Promise<void>
}

/** Creates the sessions of an installation. */
export function createSessions(
  store: SessionStore,
  cookies: Cookies,
  { ROLES, SESSION_IDLE_HOURS, SESSION_MAX_HOURS }: Pick<Config, 'ROLES' | 'SESSION_IDLE_HOURS' | 'SESSION_MAX_HOURS'>,
  clock: () => Instant,
): Sessions {
  const getExpiryTimes = (): ExpiryTimes => ({
    createdAt: clock() - SESSION_MAX_HOURS * hourMs,
    usedAt: clock() - SESSION_IDLE_HOURS * hourMs,
  })
  const isActive = (record: SessionRecord | undefined): record is SessionRecord => {
    const before = getExpiryTimes()
    return record !== undefined && record.createdAt >= before.createdAt && record.usedAt >= before.usedAt
  }
  /** A permission that one role has for every journey, and another for the own team only, reaches every journey. */
  const findRights = ({ roles, teams = [] }: SessionRecord) => {
    const grants = roles.flatMap((role) => ROLES.get(role) ?? [])
    const held = permissions.filter((permission) => grants.some((grant) => grant.permission === permission))
    const ownTeamOnly = held.filter((permission) => !grants.some((grant) => grant.permission === permission && !grant.isOwnTeamOnly))
    return { permissions: held, ...(ownTeamOnly.length > 0 && { ownTeamOnly }), ...(teams.length > 0 && { teams: [...teams] }) }
  }
  const readId = (request: Request): string | undefined => {
    const token = cookies.read(request, 'session')
    return token === undefined ? undefined : hashToken(token)
  }
  const findActive = async (request: Request): Promise<SessionRecord | undefined> => {
    const id = readId(request)
    const record = id === undefined ? undefined : await store.find(id)
    return isActive(record) ? record : undefined
  }
  let removalCount: number | undefined

  return {
    identify: async (request) => {
      const record = await findActive(request)
      if (!record) return null
      const now = clock()
      if (now - record.usedAt >= usePrecisionMs) await store.markAsUsed(record.id, now)
      const support = record.roles.some((role) => ROLES.get(role)?.some(({ permission }) => permission === 'support'))
      return { user: record.user, ...findRights(record), ...(support && { support }) }
    },
    start: async (request, { user, roles, teams = [] }) => {
      const before = readId(request)
      if (before !== undefined) await store.remove(before)
      const token = createToken()
      const now = clock()
      await store.insert({ id: hashToken(token), user, roles, teams, createdAt: now, usedAt: now })
      return cookies.format('session', token, SESSION_MAX_HOURS * 3600)
    },
    end: async (request, scope) => {
      const record = await findActive(request)
      if (record && scope === 'everywhere') await store.removeAllOf(record.user.id)
      else if (record) await store.remove(record.id)
      return cookies.format('session', '', 0)
    },
    readRights: async (userId) => {
      const record = await store.findLatestOf(userId)
      return isActive(record) ? findRights(record) : undefined
    },
    hasRemovals: async () => {
      const before = removalCount
      removalCount = await store.countRemovals()
      // The first time nothing is known: a session may have been removed since its stream was opened.
      return before !== removalCount
    },
    removeExpired: () => store.removeExpired(getExpiryTimes()),
  }
}
