import { signInPath } from '#mocks/demo/sign-in-path.ts'
import { now } from '#test/contract/support/fixtures.ts'
import type { Host } from '#test/contract/support/host.ts'
import { inProcess } from '#test/contract/support/in-process.ts'
import { RandomMarketer, type Operation } from './random-operations.ts'
import { Model, type Foretold } from './operations-model.ts'

/** A memory of names for new things, so that they are called the same on every host, and of how to begin again with it. */
export function sameNames() {
  let names = 0
  return {
    newId: () => `new-${++names}`,
    on: (host: Host): Host => ({
      ...host,
      start: async (...contents) => {
        await host.start(...contents)
        names = 0
      },
    }),
  }
}

/** The backend in process on a memory store, or another one, as the demo has it installed. */
export const direct = (begin?: Parameters<typeof inProcess>[0]): Host => inProcess(begin, undefined, { signInPath })

/** How many operations a sequence has. */
const operations = 6

/** All that was answered: status, headers and body, in one text. */
export interface Said {
  readonly status: number
  readonly text: string
  readonly body: string
}

const quietly: Said = { status: 0, text: '', body: '' }

const said = ({ status, headers }: Response, body: string): Said => ({
  status,
  body,
  text: `${status}\n${[...headers].map((header) => header.join(': ')).join('\n')}\n\n${body}`,
})

/** Does the operations of one sequence on one host. */
class Player {
  readonly #host: Host
  #epoch = 'none'

  constructor(host: Host) {
    this.#host = host
  }

  async does(operation: Operation): Promise<Said> {
    if (operation.kind === 'signIn') await this.#host.signIn(operation.session)
    else if (operation.kind === 'setTime') await this.#host.setTime(operation.at)
    else if (operation.kind === 'listen') return this.#listen(operation.after)
    else {
      const response = await this.#host.send(operation.path, operation.init)
      return said(response, await response.text())
    }
    return quietly
  }

  /** Hears all there is to tell, up to a heartbeat. Every history has a name of its own: here each is called the same. */
  async #listen(after: number | null): Promise<Said> {
    const headers = after === null ? {} : { 'last-event-id': `${this.#epoch}.${after}` }
    const response = await this.#host.send('/api/events', { headers })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      heard += piece.value
      if (heard.includes('event: heartbeat')) break
      await this.#host.beat()
    }
    await reader.cancel()
    const [, epoch] = /^id: ([^.]+)\./m.exec(heard) ?? []
    this.#epoch = epoch ?? this.#epoch
    return said(response, heard.replace(/^id: [^.]+\./gm, 'id: epoch.'))
  }
}

const parsed = (body: string): unknown => (body === '' ? null : JSON.parse(body))

/** Whether an answer says something else than what was foretold. */
function differs({ version = {}, status, ...foretold }: Foretold, answer: Said, body: unknown): boolean {
  const told = Object.entries({ ...version, ...foretold })
  return status !== answer.status || told.some(([name, value]) => (body as Record<string, unknown> | null)?.[name] !== value)
}

/**
 * Plays the sequence of that seed on all hosts side by side: the answers of the first one decide what is asked next. Gives these.
 * Throws if another one says anything else, or if the first one says what the rules do not.
 */
export async function play(seed: number, hosts: Readonly<Record<string, Host>>): Promise<readonly Said[]> {
  const marketer = new RandomMarketer(seed)
  const model = new Model(marketer.versions)
  await Promise.all(Object.values(hosts).map((host) => host.start(marketer.versions, now)))
  const [first, ...others] = Object.entries(hosts).map(([name, host]) => ({ name, player: new Player(host) }))
  const trail: Operation[] = []
  const answers: Said[] = []
  const fail = (...said: readonly string[]) =>
    new Error([`Seed ${seed}:`, ...trail.map((done) => JSON.stringify(done)), ...said].join('\n'))
  for (let step = 0; step < operations; step++) {
    const operation = marketer.next()
    const foretold = model.foretell(operation)
    trail.push(operation)
    const [answer, ...more] = await Promise.all([first!, ...others].map(({ player }) => player.does(operation)))
    if (!answer) throw new Error('There is no host.')
    const other = more.findIndex(({ text }) => text !== answer.text)
    if (other >= 0) throw fail(`${first?.name}: ${answer.text}`, `${others[other]?.name}: ${more[other]?.text}`)
    const body = operation.kind === 'ask' ? parsed(answer.body) : null
    if (foretold && differs(foretold, answer, body)) throw fail(`${first?.name}: ${answer.text}`, `the rules: ${JSON.stringify(foretold)}`)
    answers.push(answer)
    marketer.hears({ body })
    model.hears({ body })
  }
  return answers
}

/** All answers in a few letters: equal for equal answers. */
export async function digest(answers: readonly Said[]): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(answers.map(({ text }) => text).join('\n\n')))
  return Array.from(new Uint8Array(bytes).subarray(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
