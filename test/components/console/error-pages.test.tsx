import { screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { JourneyPage as Page } from '#features/journey-page/journey-page.tsx'
import { backend, interceptRequests, removeInterceptions } from '#test/components/support/backend.ts'
import { replaceWithHtml, failRequest } from '#test/support/transport-faults.ts'
import { getPageHeader, renderConsole } from '#test/components/support/render-console.tsx'

const server = vi.hoisted(() => ({ deployed: false, fails: false }))

// What a browser says when it asks for a file of the console that a deploy has replaced.
vi.mock('#features/journey-page/journey-page.tsx', async (original) => {
  const { JourneyPage, ...others } = await original<{ readonly JourneyPage: typeof Page }>()
  return {
    ...others,
    get JourneyPage() {
      if (server.deployed) throw new TypeError('Failed to fetch dynamically imported module: /assets/journey-page-1a2b3c4d.js')
      if (server.fails) throw new Error('a page fails to render')
      return JourneyPage
    },
  }
})

const versionPath = /\/welcome-series-v2$/

test('an address that leads nowhere says so, and leads Home', async () => {
  const { user, getAddress } = renderConsole('/nowhere/at/all')
  expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeVisible()

  await user.click(screen.getByRole('link', { name: 'Back to Home' }))

  expect(await screen.findByRole('heading', { name: 'Journeys' })).toBeVisible()
  expect(getAddress()).toBe('/')
})

test('a journey that does not exist says so, and leads Home', async () => {
  renderConsole('/journeys/no-such-journey-v1')

  expect(await screen.findByRole('heading', { name: 'Journey not found' })).toBeVisible()
  expect(screen.getByText('It may have been deleted, or the link may be wrong.')).toBeVisible()
  expect(screen.getByRole('link', { name: 'Back to Home' })).toHaveAttribute('href', '/')
})

test('a backend that is away says so, and its page comes when that is tried again', async () => {
  interceptRequests('GET', versionPath, failRequest)
  const { user } = renderConsole('/journeys/welcome-series-v2')
  expect(await screen.findByRole('heading', { name: 'We cannot reach the server' })).toBeVisible()
  expect(screen.getByText('Nothing was changed. Check your connection, then try again.')).toBeVisible()
  removeInterceptions()

  await user.click(screen.getByRole('button', { name: 'Try again' }))

  expect(await screen.findByRole('heading', { name: 'Welcome series' })).toBeVisible()
  expect(getPageHeader()).toBe('Welcome seriesVersion 2 (Latest)Live')
})

test('an answer that cannot be read is called that', async () => {
  interceptRequests('GET', versionPath, replaceWithHtml)
  renderConsole('/journeys/welcome-series-v2')

  expect(await screen.findByRole('heading', { name: 'Unreadable answer' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Reload' })).toBeVisible()
})

test('a user who is signed out reads so', async () => {
  backend.signIn(null)
  renderConsole('/journeys/welcome-series-v2')

  expect(await screen.findByRole('heading', { name: 'You are signed out' })).toBeVisible()
})

test('a user who is signed out reads so on Home', async () => {
  backend.signIn(null)
  renderConsole('/')

  expect(await screen.findByText(/Sign in again to see journeys\./)).toBeVisible()
})

test('a part of the console that is no longer on the server after a deploy offers a reload', async () => {
  server.deployed = true
  renderConsole('/journeys/welcome-series-v2')

  expect(await screen.findByRole('heading', { name: 'A part of the console could not be loaded' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Reload' })).toBeVisible()
})

test('a page that fails does not deny what was done, and says when the outcome of an action is not known', async () => {
  const consoleError = vi.spyOn(console, 'error').mockImplementation(() => {})
  Object.assign(server, { deployed: false, fails: true })
  try {
    renderConsole('/journeys/welcome-series-v2')
    expect(await screen.findByText(/What was done to journeys before is kept/)).toBeVisible()

    const pending = { action: 'stop', versionId: 'welcome-series-v2', key: 'key-1', userId: 'ana' }
    sessionStorage.setItem('journey-console-pending-commands', JSON.stringify([pending]))
    renderConsole('/journeys/welcome-series-v2')
    expect(await screen.findByText(/An action was sent, and its outcome is not known here yet/)).toBeVisible()
  } finally {
    server.fails = false
    consoleError.mockRestore()
  }
})
