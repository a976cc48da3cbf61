import { describe, expect, test } from 'vitest'
import { reduceSearch } from '#features/home/filters/search-field-state.ts'

describe('the search field', () => {
  const typedOn = { draft: 'welcome s', submitted: 'welcome' }

  test('ignores the echo of its own search: the user may have typed on', () => {
    expect(reduceSearch(typedOn, { type: 'urlChanged', search: 'welcome' })).toBe(typedOn)
  })

  test('adopts a search that comes from elsewhere', () => {
    expect(reduceSearch(typedOn, { type: 'urlChanged', search: '' })).toEqual({ draft: '', submitted: '' })
  })

  test('keeps what was typed when it is submitted', () => {
    expect(reduceSearch(typedOn, { type: 'submitted', search: 'welcome s' })).toEqual({ draft: 'welcome s', submitted: 'welcome s' })
    expect(reduceSearch(typedOn, { type: 'typed', draft: 'x' })).toEqual({ draft: 'x', submitted: 'welcome' })
  })
})
