import { createInvalidField, HttpProblem } from './problem.ts'

/** Maximum size of a request body, in bytes. */
export const maxBodyBytes = 64 * 1024

/** Maximum nesting depth of arrays and objects. */
const maxDepth = 32

const createBodyTooLarge = () => new HttpProblem('too-large', `The body is longer than ${maxBodyBytes} bytes.`)
const createMalformedJson = (detail: string) => new HttpProblem('malformed-json', detail)

/**
 * Reads the body as bytes. Counts them as they arrive, because `Content-Length` is not trusted. Throws `too-large` above `maxBodyBytes`.
 */
export async function readBytes(request: Request): Promise<Uint8Array> {
  const pieces = await readPieces(request).catch((error: unknown) => {
    throw error instanceof HttpProblem ? error : createMalformedJson('The body could not be read.')
  })
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  if (bytes.length > maxBodyBytes) throw createBodyTooLarge()
  let filled = 0
  for (const piece of pieces) {
    bytes.set(piece, filled)
    filled += piece.length
  }
  return bytes
}

async function readPieces(request: Request): Promise<readonly Uint8Array[]> {
  // Some browsers do not support `Request.body` as a stream.
  if (!request.body) return [new Uint8Array(await request.arrayBuffer())]
  const reader = request.body.getReader()
  const pieces: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return pieces
    length += value.length
    if (length > maxBodyBytes) {
      reader.cancel().catch(() => undefined)
      throw createBodyTooLarge()
    }
    pieces.push(value)
  }
}

/** Matches the tokens that determine nesting depth: whole strings (to skip them) and brackets. */
const stringsAndBrackets = /"(?:[^"\\]|\\.)*"?|[[\]{}]/gs

/** Checks the nesting depth before the text is parsed, also if the text is not valid JSON. */
function exceedsDepth(text: string): boolean {
  let depth = 0
  for (const [token] of text.matchAll(stringsAndBrackets)) {
    if (token === '[' || token === '{') depth++
    else if (token === ']' || token === '}') depth--
    if (depth > maxDepth) return true
  }
  return false
}

function parseBytes(bytes: Uint8Array): readonly [text: string, value: unknown] {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw createMalformedJson('The body is not UTF-8.')
  }
  if (exceedsDepth(text)) throw new HttpProblem('too-deep', `In the body more than ${maxDepth} lists and objects stand inside one another.`)
  try {
    return [text, JSON.parse(text)]
  } catch {
    throw createMalformedJson('The body is not JSON.')
  }
}

/** Matches every string of a JSON text, with the colon if it is a member name. */
const strings = /"(?:[^"\\]|\\.)*"(\s*:)?/g

/** The number of members of a parsed value, at every depth. */
function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce<number>((total, member) => total + countMembers(member), own)
}

/**
 * Parses the body as a JSON object. Rejects text that is not UTF-8, too deep, not JSON or not an object, and duplicate member names at any
 * depth, because two parsers could read different values.
 */
export function parseObject(bytes: Uint8Array): object {
  const [text, value] = parseBytes(bytes)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw createInvalidField('', 'not an object')
  const nameCount = [...text.matchAll(strings)].filter(([, colon]) => colon !== undefined).length
  if (nameCount > countMembers(value)) throw createInvalidField('', 'names a member twice')
  return value
}
