import { isLoopbackName } from './loopback.ts'
import { isEmailAddress } from '#domain/email-address.ts'
import * as v from 'valibot'
import { rolesSchema } from './roles-schema.ts'

/** What the documentation says of a variable. `isSecret`: its value is never printed. */
interface VariableFacts {
  readonly about: string
  readonly example: string
  readonly isSecret?: true
}

const describe = <Value>(about: string, example: string, facts: Pick<VariableFacts, 'isSecret'> = {}) =>
  v.metadata<Value, VariableFacts & Record<string, unknown>>({ about, example, ...facts })

/** A whole number. The message of each check completes the sentence “it has to be …”. */
const wholeNumber = (from: number, to: number) => {
  const message = `a whole number from ${from} to ${to}`
  return v.pipe(v.string(), v.regex(/^\d{1,9}$/, message), v.transform(Number), v.minValue(from, message), v.maxValue(to, message))
}

/** An address without user, query and fragment. */
const address = (protocols: readonly string[], message: string) =>
  v.pipe(
    v.string(),
    v.check((text) => {
      const { protocol, username, search, hash } = URL.parse(text) ?? { protocol: '', username: '', search: '', hash: '' }
      return protocols.includes(protocol) && username + search + hash === ''
    }, message),
  )

const databaseAddress = v.pipe(
  v.string(),
  v.check((text) => {
    const { protocol, hostname, pathname, searchParams } = URL.parse(text) ?? new URL('none:')
    return ['postgres:', 'postgresql:'].includes(protocol) && (hostname !== '' || searchParams.has('host')) && pathname.length > 1
  }, 'the address of a PostgreSQL database with its name'),
)

/** An address with user and password, and a port other than the usual one, if they are needed. */
const smtpAddress = v.pipe(
  v.string(),
  v.check((text) => {
    const { protocol, hostname, pathname, search, hash } = URL.parse(text) ?? new URL('none:')
    return ['smtp:', 'smtps:'].includes(protocol) && hostname !== '' && pathname.replace('/', '') + search + hash === ''
  }, 'the address of an SMTP server'),
)

const loopback = v.pipe(
  v.string(),
  v.regex(/^[\w.:-]{1,253}$/, 'the name or number of an address of this machine'),
  v.transform((name) => name.toLowerCase()),
)

/** The text of a variable that has to be there, of at most `length` characters. */
const text = (length: number, message: string) => v.pipe(v.string(), v.maxLength(length, message))

/** Every variable of the configuration, in the order of the documentation. All of them may be absent. */
export const configSchema = v.object({
  PORT: v.pipe(v.optional(wholeNumber(0, 65_535), '8080'), describe('Port of console and API; 0 takes any that is free.', '8080')),
  HOST: v.pipe(
    v.optional(loopback, '127.0.0.1'),
    describe('Address to listen at. Any other than a loopback address needs `PUBLIC_URL` and OpenID Connect.', '0.0.0.0'),
  ),
  PUBLIC_URL: v.pipe(
    v.optional(
      v.pipe(
        address(['http:', 'https:'], 'an address without path and query'),
        v.check((text) => URL.parse(text)?.pathname === '/', 'an address without path and query'),
        v.transform((text) => new URL(text).origin),
      ),
    ),
    describe('Address at which browsers reach the server. Absent: the loopback address.', 'https://console.example.com'),
  ),
  METRICS_PORT: v.pipe(
    v.optional(wholeNumber(0, 65_535)),
    describe('Port of the metrics, at `HOST` and for no load balancer; 0 takes any that is free. Absent: none.', '9464'),
  ),
  TRUSTED_PROXIES: v.pipe(
    v.optional(wholeNumber(0, 10), '0'),
    describe('Number of proxies in front of the server that append to `X-Forwarded-For`.', '1'),
  ),
  DATABASE_URL: v.pipe(
    v.optional(databaseAddress),
    describe('PostgreSQL 14 or newer. Absent: an embedded database in `DATA_FOLDER`.', 'postgres://console:secret@db.example.com/console', {
      isSecret: true,
    }),
  ),
  DATABASE_DIRECT_URL: v.pipe(
    v.optional(databaseAddress),
    describe(
      'The same database without a pooler in between, for migrations and notifications.',
      'postgres://console:secret@db-1.example.com/console',
      { isSecret: true },
    ),
  ),
  DATA_FOLDER: v.pipe(
    v.optional(text(1000, 'a folder'), './data'),
    describe('Folder of the embedded database.', '/var/lib/journey-console'),
  ),
  CONSOLE_FOLDER: v.pipe(
    v.optional(text(1000, 'a folder')),
    describe('Folder of the built console. Absent: `dist` of this project.', '/srv/console'),
  ),
  MIGRATE: v.pipe(
    v.optional(v.picklist(['auto', 'never'], 'auto or never'), 'auto'),
    describe('Whether the server brings the schema of the database up to date when it starts.', 'never'),
  ),
  ENGINE: v.pipe(
    v.optional(
      v.picklist(['simulated', 'walker', 'webhook', 'dbos', 'temporal'], 'simulated, walker, webhook, dbos or temporal'),
      'simulated',
    ),
    describe(
      '`walker`: people who enter by the API really walk. `webhook`: an engine elsewhere, at `ENGINE_URL`. `dbos`: as the walker, by workflows of DBOS, an optional package. `temporal`: the same by workflows of Temporal at `ENGINE_URL`, never run against a server of it. `simulated`: people are computed. `--engine` says the same.',
      'walker',
    ),
  ),
  ENGINE_URL: v.pipe(
    v.optional(address(['https:', 'http:'], 'the address of an engine')),
    describe(
      'Where the commands to an engine elsewhere are sent, or Temporal is. Needed with `ENGINE=webhook` and `ENGINE=temporal`.',
      'https://engine.example.com/commands',
    ),
  ),
  ENGINE_SECRET: v.pipe(
    v.optional(text(2000, 'a secret')),
    describe(
      'Secret that signs what is sent to `ENGINE_URL`, and what the engine reports. With `ENGINE=temporal` the API key, if it needs one.',
      'k3…',
      { isSecret: true },
    ),
  ),
  TEMPORAL_NAMESPACE: v.pipe(
    v.optional(text(200, 'a namespace'), 'default'),
    describe('Namespace of Temporal. It has to exist.', 'journeys.a1b2c'),
  ),
  TEMPORAL_TASK_QUEUE: v.pipe(
    v.optional(text(200, 'a task queue'), 'journey-console'),
    describe('Task queue of Temporal, and how the names of its workflows begin: another one for each console.', 'journeys-eu'),
  ),
  MESSAGES_URL: v.pipe(
    v.optional(address(['https:', 'http:'], 'the address of a receiver of messages')),
    describe('Where the walker sends messages. Absent: to the log, without the person.', 'https://messages.example.com/journeys'),
  ),
  MESSAGES_SECRET: v.pipe(
    v.optional(text(2000, 'a secret')),
    describe('Secret that signs what is sent to `MESSAGES_URL`.', 'k3…', { isSecret: true }),
  ),
  SMTP_URL: v.pipe(
    v.optional(smtpAddress),
    describe('Where the walker sends e-mails. Absent: where it sends all messages.', 'smtps://user:password@mail.example.com', {
      isSecret: true,
    }),
  ),
  SMTP_FROM: v.pipe(
    v.optional(v.pipe(v.string(), v.check(isEmailAddress, 'one e-mail address without a name'))),
    describe('Address of the sender of e-mails. Needed with `SMTP_URL`.', 'journeys@example.com'),
  ),
  SIGN_IN: v.pipe(
    v.optional(v.picklist(['development', 'oidc'], 'development or oidc')),
    describe('`development`: choose any name, on loopback addresses only. Absent: `oidc` if `OIDC_ISSUER` is set.', 'oidc'),
  ),
  OIDC_ISSUER: v.pipe(
    v.optional(address(['https:', 'http:'], 'the address of an OpenID Connect issuer')),
    describe('Issuer of OpenID Connect. Its redirect address is `PUBLIC_URL` with `/sign-in/callback`.', 'https://login.example.com'),
  ),
  OIDC_CLIENT_ID: v.pipe(
    v.optional(text(500, 'a client identifier')),
    describe('Identifier of the server at the issuer.', 'journey-console'),
  ),
  OIDC_CLIENT_SECRET: v.pipe(
    v.optional(text(2000, 'a client secret')),
    describe('Secret of the server at the issuer. Absent: a public client, with PKCE alone.', 'k3…', { isSecret: true }),
  ),
  OIDC_SCOPE: v.pipe(
    v.optional(
      v.pipe(
        text(500, 'a list of scopes with openid'),
        v.check((scope) => scope.split(' ').includes('openid'), 'a list of scopes with openid'),
      ),
      'openid profile',
    ),
    describe('Scopes to ask the issuer for.', 'openid profile groups'),
  ),
  OIDC_ROLES_CLAIM: v.pipe(
    v.optional(text(200, 'the name of a claim'), 'roles'),
    describe('Claim of the ID token with the roles of the user.', 'groups'),
  ),
  OIDC_TEAMS_CLAIM: v.pipe(
    v.optional(text(200, 'the name of a claim')),
    describe('Claim of the ID token with the teams of the user. Absent: nobody is in a team.', 'teams'),
  ),
  ROLES: v.pipe(
    v.optional(rolesSchema, 'marketer=view edit publish stop; viewer=view'),
    describe(
      'The permissions of each role: `view`, `edit`, `publish`, `stop`, and `support`, with which single customers are looked up. A user without any of these roles has none. With `@own-team` a permission reaches only journeys of the teams of the user, and journeys without a team.',
      'marketer=view edit publish stop@own-team; lead=view stop',
    ),
  ),
  SESSION_IDLE_HOURS: v.pipe(v.optional(wholeNumber(1, 8760), '12'), describe('A session that is not used for so long ends.', '8')),
  SESSION_MAX_HOURS: v.pipe(v.optional(wholeNumber(1, 8760), '168'), describe('A session ends so long after the sign-in.', '24')),
  RATE_LIMIT: v.pipe(
    v.optional(wholeNumber(0, 1_000_000), '1200'),
    describe('Requests a minute of one session; ten times as many of one address. 0: no limit.', '600'),
  ),
  TYPED_NAME_THRESHOLD: v.pipe(
    v.optional(wholeNumber(0, 999_999_999), '1000'),
    describe('Number of people inside from which a stop asks for the name of the journey.', '500'),
  ),
  STOP_DELAY_SECONDS: v.pipe(
    v.optional(wholeNumber(0, 300), '5'),
    describe('Time between *not ready* and the end of event streams, for load balancers to notice.', '10'),
  ),
  LOG_LEVEL: v.pipe(
    v.optional(v.picklist(['info', 'warn', 'error'], 'info, warn or error')),
    describe('Which lines are logged. Absent: `info`, or `warn` in a terminal.', 'warn'),
  ),
})

/** The configuration, by the names of its variables. */
export type Config = v.InferOutput<typeof configSchema>
export type VariableName = keyof Config
export const variableNames = Object.keys(configSchema.entries) as VariableName[]

/** What the documentation says of a variable, and its default. */
export function getVariableFacts(name: VariableName): VariableFacts & { readonly standard: string | undefined } {
  const [optional] = configSchema.entries[name].pipe
  return { ...(v.getMetadata(configSchema.entries[name]) as unknown as VariableFacts), standard: optional.default }
}

/** Whether the server listens on loopback addresses alone, and browsers reach it there. */
export const isLoopbackOnly = ({ HOST, PUBLIC_URL }: Pick<Config, 'HOST' | 'PUBLIC_URL'>): boolean =>
  isLoopbackName(HOST) && (PUBLIC_URL === undefined || isLoopbackName(new URL(PUBLIC_URL).hostname))
