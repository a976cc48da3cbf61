import { expect, test } from 'vitest'
import type { Action } from '#domain/lifecycle.ts'
import { matchLabel } from '#features/version/match-label.ts'
import { parsePaletteQuery } from '#features/palette/palette-query.ts'

const labels = new Map<Action, string>([
  ['createVersion', 'Create a new version'],
  ['close', 'Close to new entrances'],
  ['stop', 'Stop'],
  ['duplicate', 'Dupliquer'],
])

test.each([
  ['stop welcome', { action: 'stop', search: 'welcome' }],
  ['St  Welcome series', { action: 'stop', search: 'Welcome series' }],
  ['close cart', { action: 'close', search: 'cart' }],
  ['dúpl cart', { action: 'duplicate', search: 'cart' }],
  // A first word alone is a name that is searched for, and so is one of a single letter.
  ['stop', { action: null, search: 'stop' }],
  ['stop ', { action: null, search: 'stop' }],
  ['s welcome', { action: null, search: 's welcome' }],
  ['welcome stop', { action: null, search: 'welcome stop' }],
  ['', { action: null, search: '' }],
])('“%s” asks for %o', (typed, query) => {
  expect(parsePaletteQuery(typed, labels)).toEqual(query)
})

test('a label is found whatever case and accents', () => {
  expect(matchLabel('Arrêter', 'ARRET')).toBe(true)
  expect(matchLabel('Arrêter', 'close')).toBe(false)
})

test.each([
  ['L’été', "l'ete"],
  ['Vente au cœur', 'coeur'],
  ['Vente flash « d’hiver »', 'VENTE FLASH'],
])('the label “%s” is found by “%s”, as in the search', (label, typed) => {
  expect(matchLabel(label, typed)).toBe(true)
})
