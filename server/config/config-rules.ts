import { isLoopbackOnly, type Config, type VariableName } from './config-schema.ts'
import { isLoopbackName } from './loopback.ts'
import { hasTeamRights } from './roles-schema.ts'

/** A rule about several variables. It is checked if each of `needs` is right for itself. */
export interface ConfigRule {
  /** The variable to change. */
  readonly name: VariableName
  readonly needs: readonly VariableName[]
  readonly isBroken: (config: Config) => boolean
  /** Completes the sentence “it has to be …”. */
  readonly mustBe: string
}

/** How people sign in. */
export const getSignInKind = ({ SIGN_IN, OIDC_ISSUER }: Pick<Config, 'SIGN_IN' | 'OIDC_ISSUER'>): 'development' | 'oidc' =>
  SIGN_IN ?? (OIDC_ISSUER === undefined ? 'development' : 'oidc')

const isPlainHttp = (address: string): boolean => {
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' && !isLoopbackName(hostname)
}

const isOidc = (config: Config): boolean => getSignInKind(config) === 'oidc'

export const configRules: readonly ConfigRule[] = [
  {
    name: 'PUBLIC_URL',
    needs: ['HOST', 'PUBLIC_URL'],
    isBroken: ({ HOST, PUBLIC_URL }) => PUBLIC_URL === undefined && !isLoopbackName(HOST),
    mustBe: 'the address at which browsers reach the server, because HOST is not a loopback address',
  },
  {
    name: 'PUBLIC_URL',
    needs: ['PUBLIC_URL'],
    isBroken: ({ PUBLIC_URL }) => PUBLIC_URL !== undefined && isPlainHttp(PUBLIC_URL),
    mustBe: 'an https address, because cookies are sent over it',
  },
  {
    name: 'SIGN_IN',
    needs: ['SIGN_IN', 'HOST', 'PUBLIC_URL', 'OIDC_ISSUER'],
    isBroken: (config) => !isOidc(config) && !isLoopbackOnly(config),
    mustBe: 'oidc, because others than this machine reach the server',
  },
  {
    name: 'OIDC_ISSUER',
    needs: ['SIGN_IN', 'OIDC_ISSUER'],
    isBroken: (config) => isOidc(config) && config.OIDC_ISSUER === undefined,
    mustBe: 'the address of the issuer, because SIGN_IN is oidc',
  },
  {
    name: 'OIDC_ISSUER',
    needs: ['OIDC_ISSUER'],
    isBroken: ({ OIDC_ISSUER }) => OIDC_ISSUER !== undefined && isPlainHttp(OIDC_ISSUER),
    mustBe: 'an https address',
  },
  {
    name: 'OIDC_CLIENT_ID',
    needs: ['SIGN_IN', 'OIDC_ISSUER', 'OIDC_CLIENT_ID'],
    isBroken: (config) => isOidc(config) && config.OIDC_CLIENT_ID === undefined,
    mustBe: 'the identifier of the server at the issuer',
  },
  {
    name: 'OIDC_TEAMS_CLAIM',
    needs: ['SIGN_IN', 'OIDC_ISSUER', 'OIDC_TEAMS_CLAIM', 'ROLES'],
    isBroken: (config) => isOidc(config) && config.OIDC_TEAMS_CLAIM === undefined && hasTeamRights(config.ROLES),
    mustBe: 'the claim with the teams of the user, because ROLES has permissions with @own-team',
  },
  {
    name: 'METRICS_PORT',
    needs: ['PORT', 'METRICS_PORT'],
    isBroken: ({ PORT, METRICS_PORT }) => PORT > 0 && METRICS_PORT === PORT,
    mustBe: 'another port than PORT',
  },
  {
    name: 'DATABASE_URL',
    needs: ['ENGINE', 'DATABASE_URL'],
    isBroken: ({ ENGINE, DATABASE_URL }) => ENGINE === 'dbos' && DATABASE_URL === undefined,
    mustBe: 'the address of a PostgreSQL database, because ENGINE is dbos',
  },
  {
    name: 'ENGINE_URL',
    needs: ['ENGINE', 'ENGINE_URL'],
    isBroken: ({ ENGINE, ENGINE_URL }) => (ENGINE === 'webhook' || ENGINE === 'temporal') && ENGINE_URL === undefined,
    mustBe: 'the address of the engine, because ENGINE is webhook or temporal',
  },
  {
    name: 'ENGINE_URL',
    needs: ['ENGINE_URL'],
    isBroken: ({ ENGINE_URL }) => ENGINE_URL !== undefined && isPlainHttp(ENGINE_URL),
    mustBe: 'an https address',
  },
  {
    name: 'ENGINE_SECRET',
    needs: ['ENGINE', 'ENGINE_URL', 'ENGINE_SECRET'],
    isBroken: ({ ENGINE, ENGINE_URL, ENGINE_SECRET }) => ENGINE === 'webhook' && ENGINE_URL !== undefined && ENGINE_SECRET === undefined,
    mustBe: 'a secret that the engine at ENGINE_URL knows',
  },
  {
    name: 'MESSAGES_URL',
    needs: ['MESSAGES_URL'],
    isBroken: ({ MESSAGES_URL }) => MESSAGES_URL !== undefined && isPlainHttp(MESSAGES_URL),
    mustBe: 'an https address',
  },
  {
    name: 'MESSAGES_SECRET',
    needs: ['MESSAGES_URL', 'MESSAGES_SECRET'],
    isBroken: ({ MESSAGES_URL, MESSAGES_SECRET }) => MESSAGES_URL !== undefined && MESSAGES_SECRET === undefined,
    mustBe: 'a secret that the receiver at MESSAGES_URL knows',
  },
  {
    name: 'SMTP_FROM',
    needs: ['SMTP_URL', 'SMTP_FROM'],
    isBroken: ({ SMTP_URL, SMTP_FROM }) => SMTP_URL !== undefined && SMTP_FROM === undefined,
    mustBe: 'the address of the sender, because SMTP_URL is set',
  },
  {
    name: 'DATABASE_URL',
    needs: ['DATABASE_URL', 'DATABASE_DIRECT_URL'],
    isBroken: ({ DATABASE_URL, DATABASE_DIRECT_URL }) => DATABASE_URL === undefined && DATABASE_DIRECT_URL !== undefined,
    mustBe: 'the address of the database, because DATABASE_DIRECT_URL is set',
  },
  {
    name: 'SESSION_IDLE_HOURS',
    needs: ['SESSION_IDLE_HOURS', 'SESSION_MAX_HOURS'],
    isBroken: ({ SESSION_IDLE_HOURS, SESSION_MAX_HOURS }) => SESSION_IDLE_HOURS > SESSION_MAX_HOURS,
    mustBe: 'at most SESSION_MAX_HOURS',
  },
]
