import '@testing-library/jest-dom/vitest'
import { configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { backend } from './backend.ts'
import { installPolyfills } from './jsdom-polyfills.ts'
import { stopPolling } from './polling.ts'
import { unmountConsoles } from './render-console.tsx'

// A long timeout, for busy machines: a passing test never waits until it.
configure({ asyncUtilTimeout: 10_000 })

process.env['TZ'] = 'UTC'
installPolyfills()
stopPolling()

beforeAll(() => backend.listen())
beforeEach(() => backend.start())
afterEach(() => {
  unmountConsoles()
  localStorage.clear()
  sessionStorage.clear()
})
afterAll(() => backend.close())
