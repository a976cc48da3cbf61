import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPostgresql } from '#scripts/postgresql.ts'

const run = promisify(execFile)

/** A program as the user that PostgreSQL wants to run as: never root. */
export const buildUserCommand = (program: string, ...args: string[]): [string, string[]] =>
  process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, args]

/** A script that runs its arguments as a server, and ends it with a signal when its input ends: with this process at the latest. */
export const writeWatchScript = (signal: 'INT' | 'TERM'): string => `exec 3<&0
    "$@" </dev/null 3<&- & server=$!
    (cat <&3; kill -${signal} $server) >/dev/null 2>&1 & watcher=$!
    wait $server; kill $watcher 2>/dev/null`

/** Settings of a cluster whose data nobody needs after a power cut. */
const settings = {
  listen_addresses: '',
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '128MB',
  max_connections: '60',
}

/** A cluster of PostgreSQL that lives as long as its test. */
export interface PostgresqlCluster {
  /** Creates an empty database, and gives its address. */
  createDatabase(): Promise<string>
  /** Ends all connections to a database, as a failure of the network would. */
  endConnections(url: string): Promise<void>
  /** Kills the server without notice, and starts it again at once. */
  crash(): Promise<void>
  stop(): Promise<void>
}

/** Starts a cluster in a temporary folder, on a socket. It ends with this process, even if that is killed. */
export async function startPostgresql(changed: Readonly<Record<string, string>> = {}): Promise<PostgresqlCluster> {
  const programs = findPostgresql()
  if (programs === undefined) throw new Error('PostgreSQL is missing, so that nothing is known of it: run `npm run postgresql`.')
  const folder = await mkdtemp(join(tmpdir(), 'postgresql-'))
  if (process.getuid?.() === 0) await run('chown', ['postgres', folder])
  const data = join(folder, 'data')
  await run(
    ...buildUserCommand(
      join(programs, 'initdb'),
      '--pgdata',
      data,
      '--auth',
      'trust',
      '--username',
      'postgres',
      '--encoding',
      'UTF8',
      '--locale',
      'C',
      '--no-sync',
    ),
    { cwd: folder },
  )
  const options = Object.entries({ ...settings, unix_socket_directories: folder, ...changed }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const launch = async () => {
    const server = spawn(
      ...buildUserCommand('sh', '-c', writeWatchScript('INT'), 'sh', join(programs, 'postgres'), '-D', data, ...options),
      {
        cwd: folder,
        stdio: ['pipe', 'ignore', 'pipe'],
      },
    )
    let output = ''
    server.stderr.on('data', (text: Buffer) => (output += text.toString()))
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
    while (!output.includes('ready to accept connections')) {
      const more = new Promise((resolve) => server.stderr.once('data', resolve))
      if ((await Promise.race([more, ended.then(() => 'ended')])) === 'ended') throw new Error(`PostgreSQL did not start: ${output}`)
    }
    return { server, ended }
  }
  /** Starts the server after a crash: once the last connection has noticed it, and has released the shared memory. */
  const relaunch = (): ReturnType<typeof launch> =>
    launch().catch((error: unknown) => {
      if (error instanceof Error && /still in use|lock file/.test(error.message)) return relaunch()
      throw error
    })
  let running = await launch()
  const psql = (command: string) =>
    run(...buildUserCommand(join(programs, 'psql'), '--host', folder, '--username', 'postgres', '--command', command), { cwd: folder })
  const address = (name: string) => `postgresql://postgres@${encodeURIComponent(folder)}/${name}`
  let count = 0
  return {
    createDatabase: async () => {
      const name = `database_${++count}`
      await psql(`create database ${name}`)
      return address(name)
    },
    endConnections: async (url) => {
      const name = url.split('/').at(-1) ?? ''
      await psql(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
    },
    crash: async () => {
      const [pid] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
      process.kill(Number(pid), 'SIGKILL')
      await running.ended
      running = await relaunch()
    },
    stop: async () => {
      running.server.stdin.end()
      await running.ended
      if (existsSync(folder)) await rm(folder, { recursive: true })
    },
  }
}
