import { createHash } from 'node:crypto'

/** Entry of the history as it is stored. */
export interface ChainedEntry {
  readonly sequence: number
  /** The JSON of the entry, letter by letter. */
  readonly text: string
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The hash before the first entry. It belongs to one store, so that no history can stand in for another. */
export const hashEpoch = (epoch: string): string => hash(epoch)

/** The hash of an entry: of the hash before, the sequence, and the entry. `appendEntry` computes the same in the database. */
export const hashEntry = (before: string, { sequence, text }: ChainedEntry): string => hash(`${before}${sequence} ${text}`)
