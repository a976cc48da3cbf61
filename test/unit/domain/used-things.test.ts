import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatUsedKey, listUsedKeys, parseUsedKey, usedKinds } from '#domain/used-things.ts'
import { buildActivity, buildFlow } from '#test/unit/domain/population/example-life.ts'

test('a version uses its audience, the channels and templates of its messages, and its tags, each once', () => {
  const flow = buildFlow(
    1,
    { ...buildActivity('hello', 'email', 0, 'wait'), template: 'Offer' },
    buildActivity('wait', 'wait', 0, 'again'),
    { ...buildActivity('again', 'email', 0, 'text'), template: 'Offer' },
    { ...buildActivity('text', 'sms', 0, 'end'), template: 'a:b' },
    buildActivity('end', 'end', 0),
  )
  const withAudience = { ...flow, entry: { ...flow.entry, audience: 'New' } }

  expect(listUsedKeys({ flow: withAudience, tags: ['sale', 'sale', 'Sale'] })).toEqual([
    'audience:New',
    'activity:email',
    'activity:sms',
    'template:Offer',
    'template:a:b',
    'tag:sale',
    'tag:Sale',
  ])
  expect(listUsedKeys({ flow: withAudience, tags: ['sale'] })).toEqual(expect.arrayContaining(['audience:New', 'tag:sale']))
  expect(listUsedKeys({ flow, tags: [] })).not.toContain('audience:New')
})

test('a key can be read again, whatever the name', () => {
  fc.assert(
    fc.property(fc.constantFrom(...usedKinds), fc.string({ minLength: 1, unit: 'grapheme' }), (kind, name) => {
      expect(parseUsedKey(formatUsedKey({ kind, name }))).toEqual({ kind, name })
    }),
  )
})

test.each(['', 'tag', 'tag:', 'Tag:sale', ':sale', 'journey:x', 'constructor:x'])('%o means nothing that is used', (key) => {
  expect(parseUsedKey(key)).toBeNull()
})
