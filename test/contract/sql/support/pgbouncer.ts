import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findPgbouncer } from '#scripts/postgresql.ts'
import { buildUserCommand, writeWatchScript } from './postgresql-cluster.ts'

const run = promisify(execFile)

/** A pooler in front of a database. */
export interface Pooler {
  /** The address of the database behind the pooler. */
  readonly url: string
  readonly stop: () => Promise<void>
}

const port = 6432

/** Starts PgBouncer in transaction mode in front of the database at `directUrl`, on a socket. It ends with this process, even if that is killed. */
export async function startPgbouncer(directUrl: string): Promise<Pooler> {
  const program = findPgbouncer()
  if (program === undefined) throw new Error('PgBouncer is missing, so that nothing is known of it: run `npm run postgresql`.')
  const { hostname, pathname } = new URL(directUrl)
  const folder = await mkdtemp(join(tmpdir(), 'pgbouncer-'))
  const settings = [
    '[databases]',
    `* = host=${decodeURIComponent(hostname)} user=postgres`,
    '[pgbouncer]',
    'pool_mode = transaction',
    // Fewer connections than clients have, so that they share them.
    'default_pool_size = 6',
    'max_client_conn = 200',
    'auth_type = any',
    `unix_socket_dir = ${folder}`,
    `listen_port = ${port}`,
  ]
  await writeFile(join(folder, 'pgbouncer.ini'), `${settings.join('\n')}\n`)
  if (process.getuid?.() === 0) await run('chown', ['-R', 'postgres', folder])
  const server = spawn(...buildUserCommand('sh', '-c', writeWatchScript('TERM'), 'sh', program, join(folder, 'pgbouncer.ini')), {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  let output = ''
  const started = new Promise<void>((resolve) =>
    server.stderr.on('data', (text: Buffer) => {
      output += text.toString()
      if (output.includes('process up')) resolve()
    }),
  )
  if ((await Promise.race([started, ended.then(() => 'ended')])) === 'ended') throw new Error(`PgBouncer did not start: ${output}`)
  return {
    url: `postgresql://postgres@${encodeURIComponent(folder)}:${port}${pathname}`,
    stop: async () => {
      server.stdin.end()
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}
