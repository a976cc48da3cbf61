import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** A process of the real program that answers requests. */
export interface ServerProcess {
  /** What it printed at the start: one line with its address. */
  readonly printed: string
  readonly address: string
  /** Sends SIGTERM. Resolves to the exit code and the events of the log. */
  readonly stop: () => Promise<EndedProcess>
  /** Sends SIGKILL: the process ends at once, whatever it is doing. */
  readonly kill: () => Promise<EndedProcess>
}

/** How a process has ended: its exit code, `null` after SIGKILL, and the events of its log. */
interface EndedProcess {
  readonly code: number | null
  readonly events: readonly string[]
  /** The messages of its failures. */
  readonly failures: readonly string[]
}

/** A new folder with a small build of the console. */
export function createServerFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'journey-console-server-'))
  mkdirSync(join(path, 'console/assets'), { recursive: true })
  writeFileSync(join(path, 'console/index.html'), '<!doctype html><title>Journey Console</title>')
  writeFileSync(join(path, 'console/assets/index-1a2b.js'), 'export {}')
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

const program = resolve('server/main.ts')

/** Node keeps the compiled program here, so that the next process starts in half the time. */
const compileCache = resolve('node_modules/.cache/server')

const spawnServer = (folder: string, variables: Readonly<Record<string, string>>, options: readonly string[]) =>
  spawn(process.execPath, [program, ...options], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: compileCache,
      PORT: '0',
      CONSOLE_FOLDER: 'console',
      STOP_DELAY_SECONDS: '0',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Runs the program until it ends. */
export async function runServer(
  folder: string,
  variables: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<{ readonly code: number | null; readonly errors: string }> {
  const child = spawnServer(folder, variables, options)
  let errors = ''
  child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
  const code = await new Promise<number | null>((done) => child.on('close', done))
  return { code, errors }
}

/** Starts the program in a folder, and waits for its line, or for an event of its log. */
export async function startServerProcess(
  folder: string,
  variables: Readonly<Record<string, string>> = {},
  options: readonly string[] = [],
  event?: string,
): Promise<ServerProcess> {
  const child = spawnServer(folder, variables, options)
  let errors = ''
  const logged = Promise.withResolvers<string>()
  child.stderr.on('data', (text: Buffer) => {
    errors += text.toString()
    if (event !== undefined && errors.includes(`"${event}"`)) logged.resolve('')
  })
  const closed = new Promise<number | null>((done) => child.on('close', done))
  const printed = await Promise.race([
    logged.promise,
    new Promise<string>((done) => child.stdout.once('data', (text: Buffer) => done(text.toString()))),
    closed.then((code) => {
      throw new Error(`The server ended with ${code}: ${errors}`)
    }),
  ])
  const end = async (signal: NodeJS.Signals): Promise<EndedProcess> => {
    child.kill(signal)
    const code = await closed
    const lines = errors
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { readonly event: string; readonly message?: string })
    const failures = lines.flatMap(({ event, message }) => (event === 'failure' ? [message ?? ''] : []))
    return { code, events: lines.map(({ event }) => event), failures }
  }
  return {
    printed,
    address: printed.split(': ')[1]?.trim() ?? '',
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}
