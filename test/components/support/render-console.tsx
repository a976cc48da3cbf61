import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent, type UserEvent } from '@testing-library/user-event'
import type { QueryClient } from '@tanstack/react-query'
import { createMemoryRouter } from 'react-router'
import { App } from '#app/app.tsx'
import { createQueryClient } from '#app/query-client.ts'
import { createRoutes } from '#app/routes.tsx'

/** The console in front of somebody. */
interface RenderedConsole {
  readonly user: UserEvent
  /** The address shown now, from the first slash. */
  readonly getAddress: () => string
  /** What a screen reader was told to say, in order. */
  readonly announcements: readonly string[]
  /** Reads everything on screen again; resolves once it is shown. */
  readonly refetch: () => Promise<void>
  /** The same, as if nothing of it had been known before. */
  readonly resetQueries: () => Promise<void>
}

const clients: QueryClient[] = []
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

/** Reads, and waits until it is on screen: that is told in a task of its own. */
const actAndRender = (refetch: () => Promise<void>): Promise<void> =>
  act(async () => {
    await refetch()
    await new Promise((resolve) => setTimeout(resolve))
  })

/** Opens the console at an address, as a reload would: nothing is remembered but what the device remembers. */
export function renderConsole(address: string): RenderedConsole {
  const client = createQueryClient()
  clients.push(client)
  const router = createMemoryRouter(createRoutes(client, null), { initialEntries: [address] })
  const announcements = recordAnnouncements()
  render(<App client={client} router={router} />)
  return {
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

/** Closes every console that is open. */
export function unmountConsoles(): void {
  cleanup()
  for (const listener of listeners.splice(0)) listener.disconnect()
  for (const client of clients.splice(0)) client.clear()
}

/** The row of a journey, once it is there. `name` is how its row begins. */
export const findRow = (name: string): Promise<HTMLElement> => screen.findByRole('row', { name: (words) => words.startsWith(name) })

/** The names of the journeys in the list, from the top. */
export const getShownNames = (): readonly string[] =>
  within(screen.getByRole('table', { name: 'Journeys' }))
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent)

/** What the page of a journey says at its top: name, version and status, one after the other. `hidden`: behind a dialog. */
export const getPageHeader = (hidden = false): string | null | undefined =>
  screen.getByRole('heading', { level: 1, hidden }).parentElement?.textContent
