/** What has to become of a text that is to be kept: the status, the code if it is refused, and the text if it is kept. */
export function predictResult(
  text: string,
  { longest, name = false }: { readonly longest: number; readonly name?: boolean },
): readonly [status: number, code: string | undefined, kept: string | undefined] {
  const kept = text.trim()
  // The other members of the body take less than a hundred bytes, and no text comes that close to the limit.
  if (new TextEncoder().encode(JSON.stringify(text)).length > 65_000) return [413, 'too-large', undefined]
  const impossible = /\p{Surrogate}|\0/u.test(text) || Array.from(kept).length > longest || (name && kept === '')
  return impossible ? [400, 'invalid-request', undefined] : [200, undefined, kept]
}
