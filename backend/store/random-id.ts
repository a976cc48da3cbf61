/** A random identifier. Not `crypto.randomUUID`: browsers have that only in secure contexts, and some do not have it at all. */
export const createRandomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
