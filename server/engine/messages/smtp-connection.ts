import SMTPConnection from 'nodemailer/lib/smtp-connection'

/** How long the server has for each step of a connection, in milliseconds. Nothing waits for it. */
const connectMs = 10_000

/** A connection to an SMTP server that can send messages. */
export interface SmtpConnection {
  /** Sends a message to one address. Rejects if the server does not accept it, or if the connection is lost. */
  readonly send: (from: string, to: string, message: Buffer) => Promise<void>
  readonly isOpen: () => boolean
  /** Cuts the connection at once: what was not sent whole is never accepted. */
  readonly cut: () => void
}

/** `isPlainAllowed`: without TLS, as to this machine. Otherwise passwords and messages never go in clear. */
const createConnection = ({ protocol, hostname, port }: URL, isPlainAllowed: boolean): SMTPConnection =>
  new SMTPConnection({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (protocol === 'smtps:' ? 465 : 587) : Number(port),
    secure: protocol === 'smtps:',
    requireTLS: protocol === 'smtp:' && !isPlainAllowed,
    ignoreTLS: protocol === 'smtp:' && isPlainAllowed,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: connectMs,
    socketCloseTimeout: 0,
  })

/** Connects and signs in, with user and password of the address. Rejects if that fails. */
export function connectSmtp(address: string, isPlainAllowed: boolean): Promise<SmtpConnection> {
  const url = new URL(address)
  const connection = createConnection(url, isPlainAllowed)
  const { promise, resolve, reject } = Promise.withResolvers<SmtpConnection>()
  let isOpen = true
  let fail: (error: Error) => void = reject
  const onEnd = (error: Error) => {
    isOpen = false
    fail(error)
  }
  connection.on('error', onEnd)
  connection.on('end', () => onEnd(new Error('The SMTP server has ended the connection.')))
  const cut = () => {
    isOpen = false
    connection.close()
  }
  const send = (from: string, to: string, message: Buffer): Promise<void> => {
    const sending = Promise.withResolvers<void>()
    fail = sending.reject
    connection.send({ from, to: [to] }, message, (error) => {
      if (!error) return sending.resolve()
      // After a refusal the server takes the next message.
      return connection.reset(() => sending.reject(error))
    })
    return sending.promise
  }
  const ready = () => resolve({ send, isOpen: () => isOpen, cut })
  connection.connect((error) => {
    if (error) return reject(error)
    if (url.username === '') return ready()
    const credentials = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
    return connection.login({ credentials }, (failure) => {
      if (!failure) return ready()
      cut()
      return reject(failure)
    })
  })
  return promise
}
