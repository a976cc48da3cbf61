import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent, type UserEvent } from '@testing-library/user-event'
import type { QueryClient } from '@tanstack/react-query'
import { createMemoryRouter } from 'react-router'
import { App } from '#app/app.tsx'
import { createQueryClient } from '#app/query-client.ts'
import { createRoutes } from '#app/routes.tsx'

/** The console in front of somebody. */
interface Visit {
  readonly user: UserEvent
  /** The address shown now, from the first slash. */
  readonly address: () => string
  /** What a screen reader was told to say, in order. */
  readonly said: readonly string[]
  /** Reads everything on screen again; resolves once it is shown. */
  readonly readAgain: () => Promise<void>
  /** The same, as if nothing of it had been known before. */
  readonly beginAgain: () => Promise<void>
}

const clients: QueryClient[] = []
const listeners: MutationObserver[] = []

function listen(): readonly string[] {
  const said: string[] = []
  let before = ''
  const listener = new MutationObserver(() => {
    const text = document.querySelector('[role=status]')?.textContent ?? ''
    if (text !== before && text !== '') said.push(text)
    before = text
  })
  listener.observe(document.body, { subtree: true, childList: true, characterData: true })
  listeners.push(listener)
  return said
}

/** Reads, and waits until it is on screen: that is told in a task of its own. */
const shown = (read: () => Promise<void>): Promise<void> =>
  act(async () => {
    await read()
    await new Promise((told) => setTimeout(told))
  })

/** Opens the console at an address, as a reload would: nothing is remembered but what the device remembers. */
export function visit(address: string): Visit {
  const client = createQueryClient()
  clients.push(client)
  const router = createMemoryRouter(createRoutes(client, null), { initialEntries: [address] })
  const said = listen()
  render(<App client={client} router={router} />)
  return {
    user: userEvent.setup(),
    address: () => {
      const { pathname, search, hash } = router.state.location
      return pathname + search + hash
    },
    said,
    readAgain: () => shown(() => client.refetchQueries({ type: 'active' })),
    beginAgain: () => shown(() => client.resetQueries({ type: 'active' })),
  }
}

/** Closes every console that is open. */
export function leave(): void {
  cleanup()
  for (const listener of listeners.splice(0)) listener.disconnect()
  for (const client of clients.splice(0)) client.clear()
}

/** The row of a journey, once it is there. `name` is how its row begins. */
export const findRow = (name: string): Promise<HTMLElement> => screen.findByRole('row', { name: (words) => words.startsWith(name) })

/** The names of the journeys in the list, from the top. */
export const namesShown = (): readonly string[] =>
  within(screen.getByRole('table', { name: 'Journeys' }))
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent)

/** What the page of a journey says at its top: name, version and status, one after the other. `hidden`: behind a dialog. */
export const standing = (hidden = false): string | null | undefined =>
  screen.getByRole('heading', { level: 1, hidden }).parentElement?.textContent
