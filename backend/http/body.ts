import { createInvalidField, HttpProblem } from './problem.ts'

/** The longest body, in bytes. */
export const maxBodyBytes = 64 * 1024

/** How many lists and objects may stand inside one another. */
const maxDepth = 32

const createBodyTooLarge = () => new HttpProblem('too-large', `The body is longer than ${maxBodyBytes} bytes.`)
const createMalformedJson = (detail: string) => new HttpProblem('malformed-json', detail)

/** The bytes of the body, counted as they come: what `Content-Length` says is not believed. Refuses more than `maxBodyBytes`. */
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
  // Not every browser lets the body of a request be read piece by piece.
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

/** What of a JSON text tells how deep it is: its strings, which are passed over whole, and its brackets. */
const stringsAndBrackets = /"(?:[^"\\]|\\.)*"?|[[\]{}]/gs

/** Whether more lists and objects stand inside one another than may. Looked at before the text is parsed, whatever else is wrong with it. */
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

/** Every string of a JSON text, with the colon if it names a member. */
const strings = /"(?:[^"\\]|\\.)*"(\s*:)?/g

/**
 * The object that a body is. Refuses what is not UTF-8, too deep, not JSON, not an object, or names a member twice:
 * two readers of such a text could disagree about what was asked.
 */
export function parseObject(bytes: Uint8Array): object {
  const [text, value] = parseBytes(bytes)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw createInvalidField('', 'not an object')
  // What is nested no schema lets through; there is no need to look for names inside it.
  const isFlat = Object.values(value).every((member) => member === null || typeof member !== 'object')
  const memberCount = [...text.matchAll(strings)].filter(([, colon]) => colon !== undefined).length
  if (isFlat && memberCount > Object.keys(value).length) throw createInvalidField('', 'names a member twice')
  return value
}
