import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent, type UserEvent } from '@testing-library/user-event'
import type { QueryClient } from '@tanstack/react-query'
import { createBrowserRouter, createMemoryRouter } from 'react-router'
import { App } from '#app/app.tsx'
import { getConnection } from '#api/cache/client-state.ts'
import type { Connection, Send } from '#api/connection/connection.ts'
import { createQueryClient } from '#app/query-client.ts'
import { createRoutes } from '#app/routes.tsx'

/** A rendered console. */
interface RenderedConsole {
  /** The element that contains it. Dialogs and menus are outside. */
  readonly container: HTMLElement
  readonly connection: Connection
  readonly user: UserEvent
  /** The current address, from the first slash. */
  readonly getAddress: () => string
  /** Live region announcements, in order. */
  readonly announcements: readonly string[]
  /** Refetches every active query; resolves once the result is rendered. */
  readonly refetch: () => Promise<void>
  /** The same, with the cached data removed first. */
  readonly resetQueries: () => Promise<void>
}

const clients: QueryClient[] = []
const routers: { readonly dispose: () => void }[] = []
const listeners: MutationObserver[] = []

function recordAnnouncements(): readonly string[] {
  const announcements: string[] = []
  let before = ''
  const listener = new MutationObserver(() => {
    const text = document.querySelector('[role=status]')?.textContent ?? ''
    if (text !== before && text !== '') announcements.push(text)
    before = text
  })
  listener.observe(document.body, { subtree: true, childList: true, characterData: true })
  listeners.push(listener)
  return announcements
}

/** Refetches and waits for the render: observers are notified in a separate task. */
const actAndRender = (refetch: () => Promise<void>): Promise<void> =>
  act(async () => {
    await refetch()
    await new Promise((resolve) => setTimeout(resolve))
  })

/** The address that the browser shows, from the first slash. */
const getBrowserAddress = () => location.pathname + location.search

/**
 * Renders the console at an address, as after a reload: only storage persists. `browser`: with the history of the window, whose current
 * entry is kept if it has that address. `send`: the network of this console; the default is that of all others.
 */
export function renderConsole(address: string, history: 'memory' | 'browser' = 'memory', send?: Send): RenderedConsole {
  const client = createQueryClient(send)
  clients.push(client)
  const routes = createRoutes(client, null)
  if (history === 'browser' && getBrowserAddress() !== address) window.history.pushState(null, '', address)
  const router = history === 'browser' ? createBrowserRouter(routes) : createMemoryRouter(routes, { initialEntries: [address] })
  routers.push(router)
  const announcements = recordAnnouncements()
  const { container } = render(<App client={client} router={router} />)
  return {
    container,
    connection: getConnection(client),
    user: userEvent.setup(),
    getAddress: () => {
      const { pathname, search, hash } = router.state.location
      return pathname + search + hash
    },
    announcements,
    refetch: () => actAndRender(() => client.refetchQueries({ type: 'active' })),
    resetQueries: () => actAndRender(() => client.resetQueries({ type: 'active' })),
  }
}

/** Whether the console that was rendered last has an event stream. */
export const isStreaming = (): boolean => clients.slice(-1).some((client) => getConnection(client).getState().status === 'online')

/** Unmounts every console. */
export function unmountConsoles(): void {
  cleanup()
  for (const listener of listeners.splice(0)) listener.disconnect()
  for (const router of routers.splice(0)) router.dispose()
  for (const client of clients.splice(0)) client.clear()
}

/** Finds the row of a journey, once rendered. `name` is the start of its accessible name. */
export const findRow = (name: string): Promise<HTMLElement> => screen.findByRole('row', { name: (words) => words.startsWith(name) })

/** The names of the journeys in the list, from the top. */
export const getShownNames = (): readonly string[] =>
  within(screen.getByRole('table', { name: 'Journeys' }))
    .getAllByRole('rowheader')
    .map((cell) => cell.querySelector('a')?.textContent ?? '')

/** The header of a journey's page: name, version and status, joined. `hidden`: behind a dialog. */
export const getPageHeader = (hidden = false): string | null | undefined =>
  screen.getByRole('heading', { level: 1, hidden }).parentElement?.textContent
