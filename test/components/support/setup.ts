import '@testing-library/jest-dom/vitest'
import { configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { loadLanguage } from '#i18n/language.ts'
import { findMixedText } from '#test/support/mixed-text.ts'
import { backend } from './backend.ts'
import { endIdleTime, installPolyfills } from './jsdom-polyfills.ts'
import { stopPolling } from './polling.ts'
import { unmountConsoles } from './render-console.tsx'

// A long timeout, for busy machines: a passing test never waits until it.
configure({ asyncUtilTimeout: 120_000 })

process.env['TZ'] = 'UTC'
installPolyfills()
stopPolling()

// Browsers keep the space at the end of an inline element in an accessible name. The library that computes names here trims it, unless the
// element is a block of its own.
document.head.append(Object.assign(document.createElement('style'), { textContent: 'span { display: inline-block }' }))

// Switching is instant once a language is loaded: what happens before that is shown in a browser.
beforeAll(() => loadLanguage('fr'))
beforeAll(() => backend.listen())
beforeEach(() => backend.start())
afterEach(() => {
  const mixed = findMixedText(document.body)
  unmountConsoles()
  endIdleTime()
  localStorage.clear()
  sessionStorage.clear()
  window.history.replaceState(null, '', '/')
  expect(mixed, 'texts that a page translator would tear from React').toEqual([])
})
afterAll(() => backend.close())
