import { describe, expect, test } from 'vitest'
import { readConfig } from '#server/config/read-config.ts'

const oidc = { OIDC_ISSUER: 'https://login.example.com', OIDC_CLIENT_ID: 'console' }
const open = { HOST: '0.0.0.0', PUBLIC_URL: 'https://console.example.com' }

/** A configuration that is wrong in one place, the variable to change, and what its sentence has to say. */
const wrongConfigs: readonly (readonly [variables: Readonly<Record<string, string>>, name: string, says: string])[] = [
  [{ PORT: 'eighty' }, 'PORT', '"eighty"'],
  [{ PORT: '65536' }, 'PORT', 'from 0 to 65535'],
  [{ PORT: '-1' }, 'PORT', '"-1"'],
  [{ HOST: 'not a host' }, 'HOST', '"not a host"'],
  [{ HOST: '0.0.0.0', ...oidc }, 'PUBLIC_URL', 'is not set'],
  [{ ...open, ...oidc, PUBLIC_URL: 'console.example.com' }, 'PUBLIC_URL', 'an address without path'],
  [{ ...open, ...oidc, PUBLIC_URL: 'https://console.example.com/app' }, 'PUBLIC_URL', 'without path'],
  [{ ...open, ...oidc, PUBLIC_URL: 'http://console.example.com' }, 'PUBLIC_URL', 'https'],
  [open, 'SIGN_IN', 'oidc'],
  [{ ...open, ...oidc, SIGN_IN: 'development' }, 'SIGN_IN', '"development"'],
  [{ SIGN_IN: 'password' }, 'SIGN_IN', 'development or oidc'],
  [{ SIGN_IN: 'oidc', OIDC_CLIENT_ID: 'console' }, 'OIDC_ISSUER', 'is not set'],
  [{ ...oidc, OIDC_ISSUER: 'http://login.example.com' }, 'OIDC_ISSUER', 'https'],
  [{ OIDC_ISSUER: 'https://login.example.com' }, 'OIDC_CLIENT_ID', 'is not set'],
  [{ ...oidc, OIDC_SCOPE: 'profile' }, 'OIDC_SCOPE', 'openid'],
  [{ DATABASE_URL: 'mysql://console:hunter2@db/console' }, 'DATABASE_URL', 'a secret, 34 characters'],
  [{ DATABASE_URL: 'postgres://console:hunter2@db' }, 'DATABASE_URL', 'with its name'],
  [{ DATABASE_DIRECT_URL: 'postgres://console:hunter2@db/console' }, 'DATABASE_URL', 'DATABASE_DIRECT_URL is set'],
  [{ ROLES: 'marketer=view fly' }, 'ROLES', 'view, edit, publish, stop'],
  [{ ROLES: 'marketer' }, 'ROLES', '"marketer"'],
  [{ ROLES: 'marketer=view stop@my-team' }, 'ROLES', 'with @own-team'],
  [{ ROLES: 'marketer=view stop@' }, 'ROLES', 'with @own-team'],
  [{ ROLES: 'marketer=view@own-team edit' }, 'ROLES', 'view for every journey'],
  [{ ...oidc, ROLES: 'marketer=view stop@own-team' }, 'OIDC_TEAMS_CLAIM', 'is not set'],
  [{ ...oidc, OIDC_TEAMS_CLAIM: 'x'.repeat(201) }, 'OIDC_TEAMS_CLAIM', 'the name of a claim'],
  [{ SESSION_IDLE_HOURS: '0' }, 'SESSION_IDLE_HOURS', 'from 1 to'],
  [{ SESSION_IDLE_HOURS: '48', SESSION_MAX_HOURS: '24' }, 'SESSION_IDLE_HOURS', 'at most SESSION_MAX_HOURS'],
  [{ RATE_LIMIT: '1.5' }, 'RATE_LIMIT', '"1.5"'],
  [{ TRUSTED_PROXIES: 'yes' }, 'TRUSTED_PROXIES', '"yes"'],
  [{ MIGRATE: 'later' }, 'MIGRATE', 'auto or never'],
  [{ ENGINE: 'steam' }, 'ENGINE', 'simulated, walker, webhook, dbos or temporal'],
  [{ ENGINE: 'dbos' }, 'DATABASE_URL', 'because ENGINE is dbos'],
  [{ ENGINE: 'webhook' }, 'ENGINE_URL', 'because ENGINE is webhook'],
  [{ ENGINE: 'temporal' }, 'ENGINE_URL', 'because ENGINE is webhook or temporal'],
  [{ ENGINE: 'temporal', ENGINE_URL: 'http://temporal.example.com' }, 'ENGINE_URL', 'https'],
  [{ TEMPORAL_NAMESPACE: 'x'.repeat(201) }, 'TEMPORAL_NAMESPACE', 'a namespace'],
  [{ ENGINE: 'webhook', ENGINE_URL: 'http://engine.example.com', ENGINE_SECRET: 'k3' }, 'ENGINE_URL', 'https'],
  [{ ENGINE: 'webhook', ENGINE_URL: 'https://engine.example.com' }, 'ENGINE_SECRET', 'that the engine'],
  [{ MESSAGES_URL: 'https://messages.example.com' }, 'MESSAGES_SECRET', 'that the receiver'],
  [{ MESSAGES_URL: 'http://messages.example.com', MESSAGES_SECRET: 'k3' }, 'MESSAGES_URL', 'https'],
  [{ SMTP_URL: 'https://mail:hunter2@mail.example.com', SMTP_FROM: 'a@example.com' }, 'SMTP_URL', 'a secret, 37 characters'],
  [{ SMTP_URL: 'smtp://mail.example.com' }, 'SMTP_FROM', 'because SMTP_URL is set'],
  [{ SMTP_FROM: 'Journeys <a@example.com>' }, 'SMTP_FROM', 'without a name'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL', 'info, warn or error'],
]

describe('configuration', () => {
  test('nothing has to be configured', () => {
    const { config, options } = readConfig({ PORT: '', PATH: '/bin' })

    expect(config).toMatchObject({ PORT: 8080, HOST: '127.0.0.1', DATA_FOLDER: './data', DATABASE_URL: undefined, MIGRATE: 'auto' })
    expect(config?.ROLES.get('viewer')).toEqual([{ permission: 'view', isOwnTeamOnly: false }])
    expect([...(config?.ROLES.values() ?? [])].flat().map(({ permission }) => permission)).not.toContain('support')
    expect(options).toEqual({ hasSample: false })
  })

  test.each(wrongConfigs)('%o is explained in one sentence about %s', (variables, name, says) => {
    const { mistakes = [] } = readConfig(variables)

    expect(mistakes).toHaveLength(1)
    const [sentence = ''] = mistakes
    expect(sentence).toMatch(new RegExp(`^${name} .*: it has to be .*, for example .+\\.$`))
    expect(sentence).toContain(says)
    expect(sentence).not.toContain('hunter2')
  })

  test('all mistakes are told at once, also those of the command line', () => {
    const { mistakes } = readConfig({ PORT: 'x', ROLES: '=', MIGRATE: 'x' }, ['--sample', '--smaple'])

    expect(mistakes?.map((sentence) => sentence.split(' ')[0])).toEqual(['The', 'PORT', 'MIGRATE', 'ROLES'])
    expect(mistakes?.[0]).toContain('"--smaple"')
  })

  test('the engine is chosen by a variable or an option', () => {
    expect(readConfig({}).config?.ENGINE).toBe('simulated')
    expect(readConfig({ ENGINE: 'walker' }).config?.ENGINE).toBe('walker')
    const { config, options } = readConfig({ ENGINE: 'simulated' }, ['--engine', 'walker', '--sample'])
    expect([config?.ENGINE, options]).toEqual(['walker', { hasSample: true }])
    expect(readConfig({}, ['--engine']).mistakes).toHaveLength(1)
    expect(readConfig({}, ['--engine', 'steam']).mistakes?.[0]).toContain('simulated, walker, webhook, dbos or temporal')
  })

  test('a password in an address is not printed, nor a line break', () => {
    const { mistakes = [] } = readConfig({ PUBLIC_URL: 'https://ana:hunter2@console.example.com', HOST: 'a\nb' })

    expect(mistakes).toHaveLength(2)
    expect(mistakes.join('')).not.toMatch(/hunter2|\n/)
  })
})
