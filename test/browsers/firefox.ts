import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { encodeCandidates, encodeFunction, type Driver, type DriverTab, type ElementReference } from './driver.ts'

/** The parts of the protocol's answers and events that are read here. */
interface Answer {
  readonly context: string
  readonly data: string
  readonly nodes: readonly { readonly sharedId: string }[]
  readonly type: string
  readonly result: { readonly value: unknown }
  readonly exceptionDetails: { readonly text: string }
  readonly level: string
  readonly text: string
  readonly stackTrace?: { readonly callFrames: readonly { readonly url: string }[] }
}

/** A message of Firefox: an event, or the answer to a command. */
type Message =
  | { readonly type: 'event'; readonly params: Answer }
  | { readonly type: 'success'; readonly id: number; readonly result: Answer }
  | { readonly type: 'error'; readonly id: number; readonly error: string; readonly message: string }

/** A mouse: a fine pointer (2) that hovers (4). Without a window Firefox assumes none. */
const mouseCapabilities = 6

/** Preferences of the profile: English, a mouse, no address but this machine, no start page. */
const preferences: Readonly<Record<string, string | boolean | number>> = {
  'intl.accept_languages': 'en-US',
  'network.dns.disabled': true,
  'app.normandy.enabled': false,
  'browser.startup.page': 0,
  'ui.primaryPointerCapabilities': mouseCapabilities,
  'ui.allPointerCapabilities': mouseCapabilities,
  'datareporting.policy.dataSubmissionEnabled': false,
}

/** The browser's error for a request that the page abandoned when it was left. It is not a failure. */
const abandonedRequest = /^Failed to load ‘’\. A ServiceWorker intercepted the request/

/** Reports violations of the content policy in the page's console. */
const reportPolicyViolations = `() => document.addEventListener('securitypolicyviolation', (event) =>
  console.error('content policy: ' + event.violatedDirective + ' refused ' + event.blockedURI))`

/** Starts Firefox without a window. Resolves to the process and the address of WebDriver BiDi. */
async function launch(executable: string, profile: string, extra: typeof preferences) {
  const lines = Object.entries({ ...preferences, ...extra }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  )
  writeFileSync(join(profile, 'user.js'), `${lines.join('\n')}\n`)
  const process = spawn(executable, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    process.once('exit', (code) => reject(new Error(`Firefox ended with ${code} before it was ready.`)))
    createInterface(process.stderr).on('line', (line) => {
      const [, found] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? []
      if (found) resolve(found)
    })
  })
  return { process, address }
}

/** Connects to WebDriver BiDi. Returns a function that sends a command and resolves to its result. */
async function connect(address: string, onEvent: (params: Answer) => void) {
  const socket = new WebSocket(`${address}/session`)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error(`No connection to ${address}.`)))
  })
  const pending = new Map<number, PromiseWithResolvers<Answer>>()
  let lastId = 0
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message
    if (message.type === 'event') return onEvent(message.params)
    const command = pending.get(message.id)
    pending.delete(message.id)
    if (message.type === 'success') command?.resolve(message.result)
    else command?.reject(new Error(`${message.error}: ${message.message}`))
  })
  socket.addEventListener('close', () => pending.forEach(({ reject }) => reject(new Error('Firefox has closed the connection.'))))
  return (method: string, params: object): Promise<Answer> => {
    const command = Promise.withResolvers<Answer>()
    pending.set(++lastId, command)
    socket.send(JSON.stringify({ id: lastId, method, params }))
    return command.promise
  }
}

const isElement = (value: unknown): boolean => typeof value === 'object' && value !== null && 'sharedId' in value

/** Starts Firefox with a fresh profile and drives it by WebDriver BiDi, which needs no other program. */
export async function startFirefox(executable: string, extraPreferences: typeof preferences = {}): Promise<Driver> {
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'))
  const { process, address } = await launch(executable, profile, extraPreferences)
  const complaints: string[] = []
  const send = await connect(address, ({ level, text, type, stackTrace }) => {
    if (['error', 'warn'].includes(level) && !abandonedRequest.test(text))
      complaints.push(`${type}: ${text} (${stackTrace?.callFrames[0]?.url})`)
  })
  await send('session.new', { capabilities: {} })
  await send('session.subscribe', { events: ['log.entryAdded'] })
  await send('script.addPreloadScript', { functionDeclaration: reportPolicyViolations })
  const contexts = new Set<string>()
  let viewport = { width: 1280, height: 800 }

  const openTab = async (): Promise<DriverTab> => {
    const { context } = await send('browsingContext.create', { type: 'tab' })
    contexts.add(context)
    await send('browsingContext.setViewport', { context, viewport })
    return {
      goTo: async (url) => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
      run: async <Args extends readonly unknown[], Result>(
        work: (...args: Args) => Result | Promise<Result>,
        ...args: Args
      ): Promise<Result> => {
        const answer = await send('script.callFunction', {
          functionDeclaration: encodeFunction(work),
          awaitPromise: true,
          target: { context },
          arguments: args.map((value) => (isElement(value) ? value : { type: 'string', value: JSON.stringify(value) })),
        })
        if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text)
        return JSON.parse(String(answer.result.value)) as Result
      },
      locate: async (role, name) => {
        const { result } = await send('script.callFunction', {
          functionDeclaration: encodeCandidates(role, name),
          awaitPromise: false,
          target: { context },
        })
        const startNodes = (result.value as readonly { sharedId: string }[]).map(({ sharedId }) => ({ sharedId }))
        if (startNodes.length === 0) return []
        const value = { role, ...(name !== undefined && { name }) }
        const locator = { type: 'accessibility', value }
        const { nodes } = await send('browsingContext.locateNodes', { context, locator, startNodes })
        return nodes.map(({ sharedId }): ElementReference => ({ sharedId }))
      },
      performActions: async (actions) => void (await send('input.performActions', { context, actions })),
      takeScreenshot: async () => Buffer.from((await send('browsingContext.captureScreenshot', { context })).data, 'base64'),
      bringToFront: async () => void (await send('browsingContext.activate', { context })),
      close: async () => {
        contexts.delete(context)
        await send('browsingContext.close', { context })
      },
    }
  }

  return {
    openTab,
    resize: async (width, height) => {
      viewport = { width, height }
      for (const context of contexts) await send('browsingContext.setViewport', { context, viewport })
    },
    readComplaints: async () => complaints,
    quit: async () => {
      const ended = new Promise((resolve) => process.once('exit', resolve))
      process.kill('SIGKILL')
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
