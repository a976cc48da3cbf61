import { createTranslator } from 'use-intl/core'
import { expect, test } from 'vitest'
import { precompileTree } from '#scripts/vite/precompile-messages.ts'

const formatMessage = (locale: 'en' | 'fr', message: string, values: Record<string, string | number>): string => {
  const messages = precompileTree({ journey: { message } })
  return createTranslator({ locale, messages: messages as { journey: { message: string } } })('journey.message', values)
}

test.each<['en' | 'fr', string, number, string]>([
  ['en', '{count, plural, =0 {Nobody is inside} one {# person is inside} other {# people are inside}}', 0, 'Nobody is inside'],
  ['en', '{count, plural, one {# person is inside} other {# people are inside}}', 1, '1 person is inside'],
  ['en', '{count, plural, one {# person is inside} other {# people are inside}}', 1_234_567, '1,234,567 people are inside'],
  ['fr', '{count, plural, one {# personne} other {# personnes}}', 0, '0 personne'],
  ['fr', '{count, plural, one {# personne} many {# de personnes} other {# personnes}}', 1_000_000, '1\u202f000\u202f000 de personnes'],
  ['fr', '{count, plural, one {# personne} other {# personnes}}', 1234, '1\u202f234 personnes'],
  ['fr', '{count, number, ::percent}', 0.42, '42\u00a0%'],
])('in %s, %s is said of %d as %s', (locale, message, count, sentence) => {
  expect(formatMessage(locale, message, { count })).toBe(sentence)
})

test('an apostrophe and a name are left as they are', () => {
  expect(formatMessage('fr', "L’arrêt de « {name} » n’est pas l''urgence", { name: '{Zoë}' })).toBe(
    "L’arrêt de « {Zoë} » n’est pas l'urgence",
  )
})

test('a malformed message is named', () => {
  expect(() => precompileTree({ journey: { stop: '{count, plural, one {#}}' } })).toThrow('The message journey.stop is malformed')
})
