import { screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { Send } from '#api/connection/connection.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'

/** The network of an installation that has a page to sign out. */
const sendToServer: Send = (path, init) =>
  path === '/api/session' ? Promise.resolve(Response.json({ ...marketer, signOut: '/sign-out' })) : fetch(path, init)

test('who is signed in leads to the page that signs out, where an installation has one', async () => {
  renderConsole('/', 'memory', sendToServer)
  await findRow('Welcome series')

  const link = screen.getByRole('link', { name: 'Sign out, signed in as Anna Müller' })

  // A page of the server, not a place of the console: the browser follows it.
  expect(link.getAttribute('href')).toBe('/sign-out')
  expect([link.textContent, link.title]).toEqual(['AM', 'Sign out, signed in as Anna Müller'])
})

test('and in French', async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fr'])
  renderConsole('/', 'memory', sendToServer)

  expect(await screen.findByRole('link', { name: 'Se déconnecter, connecté en tant que Anna Müller' })).toBeVisible()
})

test('without such a page it is only shown', async () => {
  renderConsole('/')
  await findRow('Welcome series')

  expect(screen.getByRole('img', { name: 'Signed in as Anna Müller' })).toBeVisible()
  expect(screen.queryByRole('link', { name: /Sign out/ })).toBeNull()
})
