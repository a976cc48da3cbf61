import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { bob, held, onTheWay, sent } from '#test/components/support/backend.ts'
import { button, choose, dialog, field, gone, weighed } from '#test/components/support/dialog.ts'
import { standing, visit } from '#test/components/support/render-console.tsx'

const live = 'back-in-stock-alert-v2'

interface Story {
  readonly action: string
  readonly id: string
  readonly segment: string
  readonly fill?: (user: UserEvent) => Promise<void>
  readonly body: object
  readonly badge: string
}

const stories: readonly Story[] = [
  { action: 'Publish', id: 'refer-a-friend-v1', segment: 'publish', body: {}, badge: 'Live' },
  {
    action: 'Pause',
    id: live,
    segment: 'pause',
    fill: (user) => user.selectOptions(field('Pause for'), '7 days'),
    body: { days: 7 },
    badge: 'Paused',
  },
  { action: 'Resume', id: 'miles-about-to-expire-v1', segment: 'resume', body: {}, badge: 'Live' },
  {
    action: 'Close to new entrances',
    id: live,
    segment: 'close',
    body: { reason: null, note: '' },
    badge: 'Closed (no entrance) · 87 left',
  },
  {
    action: 'Stop',
    id: live,
    segment: 'stop',
    fill: async (user) => {
      await user.selectOptions(field('Reason'), 'Other')
      await user.type(field('Note'), 'Prices of another country')
    },
    body: { reason: 'other', note: 'Prices of another country' },
    badge: 'Stopped',
  },
]

test.each(stories)('$action is sent once confirmed, and the badge is true before the dialog goes', async (story) => {
  const { revision } = await bob.version(story.id)
  const { user } = visit(`/journeys/${story.id}`)
  await choose(user, story.action)
  await weighed()

  await story.fill?.(user)
  await user.click(button(story.action))
  await gone()

  expect(standing()?.slice(-story.badge.length)).toBe(story.badge)
  const [post, ...others] = await sent()
  expect(others).toEqual([])
  expect(post).toEqual({
    path: `/api/versions/${story.id}/${story.segment}`,
    ifMatch: `"r${revision}"`,
    key: expect.stringMatching(/^[\da-f]{32}$/),
    type: 'application/json',
    body: story.body,
  })
})

test.each([
  ['Create a new version', 'create-version', {}, 'Back in stock alert v. 3'],
  ['Duplicate', 'duplicate', { name: 'Back in stock alert_copy' }, 'Back in stock alert_copy v. 1'],
])('%s makes a draft beside the journey', async (action, segment, body, draft) => {
  const { user, said } = visit(`/journeys/${live}`)
  await choose(user, action)

  await user.click(button(action))
  await gone()

  expect(await sent()).toMatchObject([{ path: `/api/versions/${live}/${segment}`, body }])
  await waitFor(() => expect(said).toEqual([`${draft} was created as a draft.`]))
  expect((await bob.version(live)).status).toBe('live')
})

test('while an action is under way neither Cancel nor Escape nor pressing again does anything, and it is sent once', async () => {
  const { happens, go } = held()
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Stop')
  await weighed()
  await user.selectOptions(field('Reason'), 'Legal or consent')
  onTheWay('POST', /\/stop$/, happens)

  await user.dblClick(button('Stop'))
  const busy = button('Stopping…')
  expect(busy).toHaveAttribute('aria-busy', 'true')
  expect(busy).not.toBeDisabled()
  expect(button('Cancel')).toHaveAttribute('aria-disabled', 'true')
  busy.focus()
  await user.keyboard('{Enter>10/}')
  await user.keyboard(' {Enter}')
  await user.click(button('Cancel'))
  await user.keyboard('{Escape}')
  expect(dialog()).toBeVisible()
  go()
  await gone()

  expect(await sent()).toHaveLength(1)
  expect((await bob.history(live)).filter(({ type }) => type === 'stop')).toHaveLength(1)
})

test('holding Enter down on the confirming button confirms once', async () => {
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Close to new entrances')
  await weighed()
  button('Close to new entrances').focus()

  await user.keyboard('{Enter>20/}')
  await gone()

  expect(await sent()).toHaveLength(1)
})

test('a key that is still held down from opening the dialog does not answer it', async () => {
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Stop')

  const taken = ['Enter', ' '].map((key) => !fireEvent.keyDown(button('Cancel'), { key, repeat: true }))

  expect(taken).toEqual([true, true])
})

test('nothing is claimed before the backend has confirmed it', async () => {
  const { happens, go } = held()
  const { user, said } = visit(`/journeys/${live}`)
  await choose(user, 'Close to new entrances')
  await weighed()
  onTheWay('POST', /\/close$/, happens)

  await user.click(button('Close to new entrances'))
  expect(button('Closing…')).toBeVisible()
  expect(standing(true)).toMatch(/Live$/)
  expect(said).toEqual([])
  go()

  await gone()
  expect(standing()).toMatch(/Closed \(no entrance\) · 87 left$/)
})

test('deleting leaves the page of what is no longer there, and keeps its history', async () => {
  const { user, address, said } = visit('/journeys/spring-offer-v1')
  await choose(user, 'Delete')

  await user.click(button('Delete'))

  await screen.findByRole('heading', { name: 'Journeys' })
  expect(address()).toBe('/')
  await waitFor(() => expect(said).toEqual(['Spring offer v. 1 was deleted.']))
  expect((await bob.history('spring-offer-v1'))[0]).toMatchObject({ type: 'delete', actor: { name: 'Anna Müller' } })
})
