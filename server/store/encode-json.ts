declare global {
  interface JSON {
    /** Marks a text that stands in JSON as it is. */
    rawJSON(text: string): unknown
  }
}

/** A number beyond all numbers: `JSON.parse` makes `Infinity` of it, and the type `json` keeps it as it is. */
const infinity = JSON.rawJSON('1e999')

/**
 * Encodes a record for a column of type `json`, from which it is read as it was: `Infinity` is kept, too, and `JSON.stringify` escapes NUL and
 * lone surrogates. (`jsonb` refuses both.)
 */
export const encodeJson = (value: unknown): string => JSON.stringify(value, (_, each: unknown) => (each === Infinity ? infinity : each))
