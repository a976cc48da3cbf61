import { expect, test } from 'vitest'
import { requestSchemas } from '#api/contract/requests.ts'
import { actions } from '#domain/lifecycle.ts'
import { toRequestBody, validate, type FieldError } from '#features/actions/dialog/action-form.ts'
import type { ActionFormValues } from '#features/actions/specs/action-spec.ts'
import * as v from 'valibot'

const emptyDraft: ActionFormValues = { reason: '', note: '', typedName: '', newName: '', days: 3 }

test.each<[string, Partial<ActionFormValues>, readonly FieldError[]]>([
  ['no reason', {}, ['reason']],
  ['a reason', { reason: 'legal' }, []],
  ['“Other” without a note', { reason: 'other' }, ['note']],
  ['“Other” with spaces for a note', { reason: 'other', note: ' \n ' }, ['note']],
  ['“Other” with a note', { reason: 'other', note: 'Wrong price' }, []],
  ['a note of 2,000 characters', { reason: 'legal', note: '👟'.repeat(2000) }, []],
  ['a note of 2,001 characters', { reason: 'legal', note: '👟'.repeat(2001) }, ['noteTooLong']],
  ['a long note and no reason', { note: 'x'.repeat(2001) }, ['reason', 'noteTooLong']],
])('to stop with %s', (_, filledIn, wrong) => {
  expect(validate('stop', { ...emptyDraft, ...filledIn }, null)).toEqual(wrong)
})

test.each<[string, Partial<ActionFormValues>, readonly FieldError[]]>([
  ['no reason', {}, []],
  ['“Other” without a note', { reason: 'other' }, ['note']],
])('to close with %s', (_, filledIn, wrong) => {
  expect(validate('close', { ...emptyDraft, ...filledIn }, null)).toEqual(wrong)
})

test.each<[string, readonly FieldError[]]>([
  ['Welcome series', []],
  [' Welcome series ', []],
  ['welcome series', ['typedName']],
  ['Welcome', ['typedName']],
  ['', ['typedNameMissing']],
  ['  ', ['typedNameMissing']],
])('typing %j for Welcome series', (typedName, expected) => {
  const wrong = validate('stop', { ...emptyDraft, reason: 'legal', typedName }, 'Welcome series')

  expect(wrong).toEqual(expected)
})

test.each([
  ['L’été – «\u00A0Soldes\u00A0»', 'L\'été - " Soldes "'],
  ['Wel\u200Bcome \u202Eback\u202C', 'Welcome back'],
  ['co\u00ADopération', 'coopération'],
  ['e\u2011mail…', 'e-mail...'],
  ['2 × ﬁn\u3000Ａ', '2 x fin A'],
])('a name with characters that people cannot type is right as they type it: %j', (name, typedName) => {
  expect(validate('stop', { ...emptyDraft, reason: 'legal', typedName }, name)).toEqual([])
})

test('a name that only looks the same is another one', () => {
  const written = 'Loyalty tier upgr\u0430de'

  expect(validate('stop', { ...emptyDraft, reason: 'legal', typedName: 'Loyalty tier upgrade' }, written)).toEqual(['typedName'])
})

test.each<[string, readonly FieldError[]]>([
  ['', ['name']],
  ['   ', ['name']],
  ['Welcome_copy', []],
  ['é'.repeat(200), []],
  ['é'.repeat(201), ['nameTooLong']],
])('a duplicate named %j', (newName, wrong) => {
  expect(validate('duplicate', { ...emptyDraft, newName }, null)).toEqual(wrong)
})

test('a text that only the backend can explain is left to the backend', () => {
  expect(validate('duplicate', { ...emptyDraft, newName: 'Welcome\0' }, null)).toEqual([])
})

test.each(actions)('what is sent to %s is what its request asks for', (action) => {
  const draft: ActionFormValues = { reason: 'other', note: 'Wrong price', typedName: 'Welcome', newName: 'Welcome_copy', days: 14 }
  expect(validate(action, draft, null)).toEqual([])

  const read = v.safeParse<v.GenericSchema>(requestSchemas[action], toRequestBody(action, draft))

  expect(read.success).toBe(true)
})

test('a journey is closed without a reason where none was chosen', () => {
  expect(toRequestBody('close', emptyDraft)).toEqual({ reason: null, note: '' })
})
