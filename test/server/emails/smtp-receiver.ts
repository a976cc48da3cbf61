import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** An e-mail that a server has accepted. */
export interface ReceivedEmail {
  readonly from: string
  readonly to: readonly string[]
  /** The headers by their names in small letters, unfolded. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

function parseEmail(raw: string): Pick<ReceivedEmail, 'headers' | 'body'> {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const [name = '', ...value] = line.split(': ')
    return [name.toLowerCase(), value.join(': ')]
  })
  return { headers: new Map(headers), body: raw.slice(end + 4) }
}

/** A real SMTP server on this machine. `decide`: waited for before an e-mail is accepted; refused with a temporary failure if it throws. */
export async function startSmtpServer(decide: (to: string) => Promise<void> = async () => {}, port = 0) {
  const emails: ReceivedEmail[] = []
  let sessions = 0
  const server = new SMTPServer({
    authOptional: true,
    closeTimeout: 10,
    disabledCommands: ['STARTTLS'],
    onConnect: (_, done) => {
      sessions++
      done()
    },
    onData: (stream, { envelope }, done) => {
      const receive = async () => {
        const raw = (await buffer(stream)).toString()
        const to = envelope.rcptTo.map(({ address }) => address)
        await decide(to[0] ?? '')
        emails.push({ from: envelope.mailFrom === false ? '' : envelope.mailFrom.address, to, ...parseEmail(raw) })
      }
      const answer = async () => {
        const failure = await receive().then(
          () => null,
          () => Object.assign(new Error('Later'), { responseCode: 451 }),
        )
        done(failure)
      }
      void answer()
    },
  })
  // A connection that was cut is no failure of the test.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: taken } = server.server.address() as AddressInfo
  return {
    emails,
    countSessions: () => sessions,
    port: taken,
    url: `smtp://127.0.0.1:${taken}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
