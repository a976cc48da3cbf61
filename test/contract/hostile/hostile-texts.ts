const repeat = (text: string, count: number): string => text.repeat(count)

/** Texts that have broken programs before, beside those of the published list: they need no package and run on every host. */
export const ownTexts: readonly string[] = [
  // Directions: overrides, embeddings, isolates that are never closed, marks.
  '\u202Eevil\u202C',
  'stop \u202Dnot\u202C \u202Bstop',
  '\u2066\u2067\u2068Welcome',
  '\u200F\u200Eاختبار test שלום',
  // Nothing to be seen, or not where one looks for it.
  '\u200B',
  '\uFEFFWelcome',
  '\u2060\u00AD\u034F',
  '\u3000 Welcome \u00A0',
  '\t\n\v\f\r Welcome \u2028\u2029',
  // Look alike: Cyrillic, Greek, full width, mathematical, ligatures, composed and not.
  'Wеlсоmе',
  'Ⅴelcome ΑΒΕ',
  'ｗｅｌｃｏｍｅ',
  '𝖂𝖊𝖑𝖈𝖔𝖒𝖊',
  'ﬁnal ß ẞ İ ı ſ',
  'e\u0301te\u0301',
  'été',
  // Very many.
  repeat('\u0301', 190),
  `Z${repeat('\u0327\u0301\u035B', 66)}`,
  repeat('\u0301', 10_000),
  repeat('x', 200),
  repeat('x', 201),
  repeat('🎉', 200),
  repeat('🎉', 201),
  repeat('👨‍👩‍👧‍👦', 28),
  repeat('x', 100_000),
  repeat('"\\', 20_000),
  repeat(' ', 300),
  // Half a character, or none.
  '\uD800',
  'x\uDFFFx',
  '\uDC00\uD800',
  '🎉\uD83C',
  'a\0b',
  '\0',
  '\u0001\u0008\u001B[31m\u007F\u0085\u009F',
  '\uFFFD\uFFFE\uFFFF\u{10FFFF}\uE000',
  // Names that JavaScript gives a meaning.
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  '[object Object]',
  '${name}',
  '{{constructor.constructor("x")()}}',
  // Numbers, dates and orders to other programs.
  '1e400',
  '-0',
  '9007199254740993',
  '0x10',
  '１２３',
  '2024-02-30T25:61:61Z',
  "'; DROP TABLE versions; --",
  '%00%0a%2e%2e%2f',
  '../../etc/passwd',
  'data: x\n\nevent: change\ndata: {}\n\n',
  '"r1"',
  '<script>alert(1)</script>',
  '<bdo dir="rtl">x</bdo>&amp;&#0;',
]

/** A text as a line of a report can hold it. */
export const formatText = (text: string): string => JSON.stringify(text).slice(0, 80)

/** A text in an address. What is not Unicode cannot stand there. */
export const encodeForUrl = (text: string): string => encodeURIComponent(text.toWellFormed())

/** A text in a header, as the bytes of its UTF-8. What ends a line cannot stand there, and what surrounds it gets lost. */
export const encodeForHeader = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte))
    .join('')
    .replaceAll(/[\0\r\n]/g, '')
    .replaceAll(/^[\t ]+|[\t ]+$/g, '')
