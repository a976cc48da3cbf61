import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeCandidates, encodeFunction, type Driver, type DriverTab, type ElementReference } from './driver.ts'

/** The key of a reference to an element in the WebDriver protocol. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

/** Roles that WebKit calls otherwise: its list of options is a button with a menu. */
const ownRoles: Readonly<Record<string, string>> = { combobox: 'button' }

/** Style of the browser's own controls: their usual size would not let the window be 320 px wide. */
const narrowControls = '* { min-width: 0; min-height: 0; margin: 0; padding: 0; border-width: 0; font-size: 1px; }'

declare global {
  interface Window {
    /** Errors of this page that were not read yet. */
    recordedComplaints?: string[]
  }
}

/** Records the errors of a page from now on, in the page: the driver does not pass on messages of the console. */
function recordComplaints(): void {
  const complaints: string[] = (window.recordedComplaints ??= [])
  for (const level of ['error', 'warn'] as const) {
    const original = console[level].bind(console)
    console[level] = (...words: unknown[]) => {
      complaints.push(`console ${level}: ${words.map(String).join(' ')}`)
      original(...words)
    }
  }
  addEventListener('error', ({ message, filename, lineno }) => complaints.push(`uncaught: ${message} (${filename}:${lineno})`))
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(`unhandled rejection: ${reason}`))
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    complaints.push(`content policy: ${violatedDirective} refused ${blockedURI}`),
  )
}

/** Starts a virtual screen. Resolves to its process and its display. */
async function startScreen() {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await new Promise<string>((resolve, reject) => {
    screen.once('error', reject)
    screen.once('exit', (code) => reject(new Error(`Xvfb ended with ${code} before it was ready.`)))
    const output = screen.stdio[3]
    if (output && 'read' in output) output.on('data', (text: Buffer) => resolve(text.toString().trim()))
  })
  return { screen, display: `:${number}` }
}

/** Sends one command of WebDriver; resolves to its value. */
async function request<Value = unknown>(method: string, url: string, body?: object): Promise<Value> {
  const response = await fetch(url, {
    method,
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const { value } = (await response.json()) as { value: Value }
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`)
  return value
}

/** A port that was free a moment ago: the driver cannot choose one. */
const findFreePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Resolves once the driver can be reached. */
async function waitForDriver(server: ChildProcess, address: string): Promise<void> {
  while (!(await fetch(`${address}/status`).catch(() => undefined))?.ok)
    if (server.exitCode !== null) throw new Error(`WebKitWebDriver ended with ${server.exitCode} before it was ready.`)
}

const isElement = (value: unknown): boolean => typeof value === 'object' && value !== null && elementKey in value

/** Starts WebKitGTK's browser with a fresh profile on a virtual screen and drives it by classic WebDriver. */
export async function startWebKit(executable: string): Promise<Driver> {
  const profile = mkdtempSync(join(tmpdir(), 'webkit-'))
  mkdirSync(join(profile, 'gtk-3.0'))
  writeFileSync(join(profile, 'gtk-3.0', 'gtk.css'), narrowControls)
  const { screen, display } = await startScreen()
  const env = { ...process.env, DISPLAY: display, XDG_CONFIG_HOME: profile, LANG: 'en_US.UTF-8', LANGUAGE: 'en_US', GDK_BACKEND: 'x11' }
  const port = await findFreePort()
  const server = spawn(executable, [`--port=${port}`], { env, stdio: 'ignore' })
  const address = `http://127.0.0.1:${port}`
  await waitForDriver(server, address)
  const { sessionId } = await request<{ sessionId: string }>('POST', `${address}/session`, { capabilities: {} })
  const session = `${address}/session/${sessionId}`
  const complaints: string[] = []
  const tabs = new Set<DriverTab>()
  let current = await request<string>('GET', `${session}/window`)
  let unusedTab: string | undefined = current

  const collectComplaints = async (tab: DriverTab): Promise<void> =>
    void complaints.push(...(await tab.run(() => window.recordedComplaints?.splice(0) ?? [])))

  const openTab = async (): Promise<DriverTab> => {
    const handle = unusedTab ?? (await request<{ handle: string }>('POST', `${session}/window/new`, { type: 'window' })).handle
    unusedTab = undefined
    const activate = async () => {
      if (current !== handle) await request('POST', `${session}/window`, { handle })
      current = handle
    }
    const send = async <Value>(method: string, path: string, body?: object): Promise<Value> => {
      await activate()
      return request<Value>(method, `${session}/${path}`, body)
    }
    const execute = <Value>(source: string, args: readonly unknown[]) =>
      send<Value>('POST', 'execute/sync', { script: `return (${source})(...arguments)`, args })
    const tab: DriverTab = {
      goTo: async (url) => {
        await collectComplaints(tab)
        await send('POST', 'url', { url })
        await tab.run(recordComplaints)
      },
      run: async <Args extends readonly unknown[], Result>(
        work: (...args: Args) => Result | Promise<Result>,
        ...args: Args
      ): Promise<Result> => {
        const encoded = args.map((value) => (isElement(value) ? value : JSON.stringify(value)))
        return JSON.parse(await execute<string>(encodeFunction(work), encoded)) as Result
      },
      locate: async (role, name) => {
        const matches: ElementReference[] = []
        for (const element of await execute<readonly ElementReference[]>(encodeCandidates(role, name), [])) {
          const path = `element/${element[elementKey]}`
          if ((await send('GET', `${path}/computedrole`)) !== (ownRoles[role] ?? role)) continue
          if (name === undefined || (await send('GET', `${path}/computedlabel`)) === name) matches.push(element)
        }
        return matches
      },
      performActions: (actions) => send('POST', 'actions', { actions }),
      takeScreenshot: async () => Buffer.from(await send<string>('GET', 'screenshot'), 'base64'),
      bringToFront: activate,
      close: async () => {
        await collectComplaints(tab)
        tabs.delete(tab)
        await send('DELETE', 'window')
      },
    }
    tabs.add(tab)
    return tab
  }

  return {
    openTab,
    resize: async (width, height) => {
      for (const tab of tabs) {
        const inner = { width, height }
        await tab.bringToFront()
        await request('POST', `${session}/window/rect`, inner)
        const missing = await tab.run((wanted) => wanted - innerHeight, height)
        await request('POST', `${session}/window/rect`, { width, height: height + missing })
      }
    },
    readComplaints: async () => {
      for (const tab of tabs) await collectComplaints(tab)
      return complaints
    },
    quit: async () => {
      await request('DELETE', session).catch(() => undefined)
      for (const child of [server, screen]) child.kill('SIGKILL')
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
