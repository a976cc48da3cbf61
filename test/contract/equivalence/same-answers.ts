import { signInPath } from '#mocks/demo/sign-in-path.ts'
import { now } from '#test/contract/support/fixtures.ts'
import type { Host } from '#test/contract/support/host.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { OperationGenerator, type Operation } from './random-operations.ts'
import { OperationsModel, type PredictedAnswer } from './operations-model.ts'

/** A memory of names for new things, so that they are called the same on every host, and of how to begin again with it. */
export function createIdSequence() {
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
export const createDirectHost = (begin?: Parameters<typeof createInProcessHost>[0]): Host =>
  createInProcessHost(begin, undefined, { signInPath })

/** How many operations a sequence has. */
const operationsPerSequence = 6

/** All that was answered: status, headers and body, in one text. */
export interface RecordedAnswer {
  readonly status: number
  readonly text: string
  readonly body: string
}

const noAnswer: RecordedAnswer = { status: 0, text: '', body: '' }

const recordAnswer = ({ status, headers }: Response, body: string): RecordedAnswer => ({
  status,
  body,
  text: `${status}\n${[...headers].map((header) => header.join(': ')).join('\n')}\n\n${body}`,
})

/** Does the operations of one sequence on one host. */
class OperationRunner {
  readonly #host: Host
  #epoch = 'none'

  constructor(host: Host) {
    this.#host = host
  }

  async run(operation: Operation): Promise<RecordedAnswer> {
    if (operation.kind === 'signIn') await this.#host.signIn(operation.session)
    else if (operation.kind === 'setTime') await this.#host.setTime(operation.at)
    else if (operation.kind === 'listen') return this.#readEvents(operation.after)
    else {
      const response = await this.#host.send(operation.path, operation.init)
      return recordAnswer(response, await response.text())
    }
    return noAnswer
  }

  /** Hears all there is to tell, up to a heartbeat. Every history has a name of its own: here each is called the same. */
  async #readEvents(after: number | null): Promise<RecordedAnswer> {
    const headers = after === null ? {} : { 'last-event-id': `${this.#epoch}.${after}` }
    const response = await this.#host.send('/api/events', { headers })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      text += piece.value
      if (text.includes('event: heartbeat')) break
      await this.#host.sendHeartbeat()
    }
    await reader.cancel()
    const [, epoch] = /^id: ([^.]+)\./m.exec(text) ?? []
    this.#epoch = epoch ?? this.#epoch
    return recordAnswer(response, text.replace(/^id: [^.]+\./gm, 'id: epoch.'))
  }
}

const parseBody = (body: string): unknown => (body === '' ? null : JSON.parse(body))

/** Whether an answer says something else than what was foretold. */
function differs({ version = {}, status, ...expected }: PredictedAnswer, answer: RecordedAnswer, body: unknown): boolean {
  const expectedMembers = Object.entries({ ...version, ...expected })
  return status !== answer.status || expectedMembers.some(([name, value]) => (body as Record<string, unknown> | null)?.[name] !== value)
}

/**
 * Plays the sequence of that seed on all hosts side by side: the answers of the first one decide what is asked next. Gives these.
 * Throws if another one says anything else, or if the first one says what the rules do not.
 */
export async function runSequence(seed: number, hosts: Readonly<Record<string, Host>>): Promise<readonly RecordedAnswer[]> {
  const generator = new OperationGenerator(seed)
  const model = new OperationsModel(generator.versions)
  await Promise.all(Object.values(hosts).map((host) => host.start(generator.versions, now)))
  const [first, ...others] = Object.entries(hosts).map(([name, host]) => ({ name, runner: new OperationRunner(host) }))
  const trail: Operation[] = []
  const answers: RecordedAnswer[] = []
  const createFailure = (...findings: readonly string[]) =>
    new Error([`Seed ${seed}:`, ...trail.map((done) => JSON.stringify(done)), ...findings].join('\n'))
  for (let step = 0; step < operationsPerSequence; step++) {
    const operation = generator.next()
    const expected = model.predict(operation)
    trail.push(operation)
    const [answer, ...more] = await Promise.all([first!, ...others].map(({ runner }) => runner.run(operation)))
    if (!answer) throw new Error('There is no host.')
    const other = more.findIndex(({ text }) => text !== answer.text)
    if (other >= 0) throw createFailure(`${first?.name}: ${answer.text}`, `${others[other]?.name}: ${more[other]?.text}`)
    const body = operation.kind === 'ask' ? parseBody(answer.body) : null
    if (expected && differs(expected, answer, body))
      throw createFailure(`${first?.name}: ${answer.text}`, `the rules: ${JSON.stringify(expected)}`)
    answers.push(answer)
    generator.learnFrom({ body })
    model.learnFrom({ body })
  }
  return answers
}

/** All answers in a few letters: equal for equal answers. */
export async function computeDigest(answers: readonly RecordedAnswer[]): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(answers.map(({ text }) => text).join('\n\n')))
  return Array.from(new Uint8Array(bytes).subarray(0, 12), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
