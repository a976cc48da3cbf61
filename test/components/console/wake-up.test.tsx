import { fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { pollWhenDisconnected } from '#api/queries/polling.ts'
import { backend, bob, held, now, nowhere, onTheWay, restored, sent } from '#test/components/support/backend.ts'
import { button, choose, field, gone, trouble, weighed } from '#test/components/support/dialog.ts'
import { becomeIdle } from '#test/components/support/jsdom-polyfills.ts'
import { readAgain } from '#test/components/support/polling.ts'
import { visit } from '#test/components/support/render-console.tsx'

const hour = 3_600_000
const live = 'back-in-stock-alert-v2'
const one = /\/back-in-stock-alert-v2$/
const reading = /^What you see is being read again\. One moment…/

/** Back in stock alert is about to be stopped, in a tab that listens to the backend. */
async function aboutToStop() {
  const visited = visit(`/journeys/${live}`)
  await choose(visited.user, 'Stop')
  await weighed()
  await visited.user.selectOptions(field('Reason'), 'Legal or consent')
  becomeIdle()
  await waitFor(() => expect(pollWhenDisconnected(1)()).toBe(false))
  return visited
}

const restoreFromCache = () => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))

const ways = [
  {
    way: 'is shown again from the back-forward cache',
    sleep: () => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })),
    wake: restoreFromCache,
  },
  {
    way: 'was frozen and goes on',
    sleep: () => document.dispatchEvent(new Event('freeze')),
    wake: () => document.dispatchEvent(new Event('resume')),
  },
  {
    way: 'has slept for eight hours, and is pressed on before anything else',
    sleep: () => {},
    wake: () => vi.setSystemTime(now + 8 * hour),
  },
]

afterEach(() => {
  vi.useRealTimers()
  restored()
})

test.each(ways)('a tab that $way cannot end anything before what it shows has been read again', async ({ sleep, wake }) => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  const { user } = await aboutToStop()
  sleep()
  await bob.order('close', live)
  const answer = held()
  onTheWay('GET', one, answer.happens)

  wake()
  await user.click(button('Stop'))
  expect(button('Stop')).toHaveAttribute('aria-busy', 'true')
  expect(button('Stop')).toHaveAccessibleDescription(reading)
  await user.click(button('Stop'))
  fireEvent.click(button('Stop'))
  expect(await sent()).toEqual([])
  answer.go()
  await waitFor(() => expect(trouble()[0]).toMatch(/^Bob Ng closed it/))
  await waitFor(() => expect(button('Stop')).not.toHaveAttribute('aria-disabled'))
  expect(field('Reason')).toHaveValue('legal')
  await user.click(button('Stop'))

  await gone()
  expect(await sent()).toHaveLength(1)
})

test('a tab that wakes where nothing can be read cannot end anything until it can', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  const { user } = await aboutToStop()
  onTheWay('GET', /\/api\//, nowhere)

  vi.setSystemTime(now + 8 * hour)
  await user.click(button('Stop'))
  // Reading has failed: the page says so itself, and still nothing can be sent.
  await waitFor(() => expect(screen.getAllByRole('alert', { hidden: true })[0]).toHaveTextContent(/These numbers are from/))
  await user.click(button('Stop'))
  expect(button('Stop')).toHaveAccessibleDescription(reading)
  expect(await sent()).toEqual([])
  restored()
  backend.setTime(now + 8 * hour)
  readAgain()

  await waitFor(() => {
    fireEvent.keyDown(document.body, { key: 'Shift' })
    expect(button('Stop')).not.toHaveAttribute('aria-disabled')
  })
  await user.click(button('Stop'))
  await gone()
  expect(await sent()).toHaveLength(1)
})
