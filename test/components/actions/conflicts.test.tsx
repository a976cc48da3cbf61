import { waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { holding } from '#test/contract/support/sessions.ts'
import { backend, bob, changedAnswer, now, onTheWay, sent } from '#test/components/support/backend.ts'
import { button, choose, field, gone, trouble, weighed } from '#test/components/support/dialog.ts'
import { readAgain } from '#test/components/support/polling.ts'
import { standing, visit } from '#test/components/support/render-console.tsx'

const live = 'back-in-stock-alert-v2'
const changed = 'Somebody changed this journey while you were deciding. Nothing was done.'
const confirmAgain = 'Confirm again if it is still what you want.'
const noon = 'Mar 11, 2026, 12:00 PM'

/** What the dialog says is in the way, with plain spaces. */
const said = () => trouble().map((sentence) => sentence?.replaceAll('\u202f', ' '))

test('somebody closes the journey while it is about to be stopped: the dialog says who, when and why, and it can still be stopped', async () => {
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Stop')
  await weighed()
  await user.selectOptions(field('Reason'), 'Legal or consent')
  const { revision } = await bob.version(live)
  await bob.order('close', live, { body: { reason: 'campaignOver' } })

  await user.click(button('Stop'))
  await waitFor(() => expect(said()).toEqual([changed, `Bob Ng closed it ${noon}. Reason: Campaign over.`, confirmAgain]))
  expect(standing(true)).toMatch(/Closed \(no entrance\) · 87 left$/)
  await waitFor(() => expect(button('Stop')).not.toHaveAttribute('aria-disabled'))
  await user.click(button('Stop'))

  await gone()
  const posts = await sent()
  expect(posts.map(({ ifMatch }) => ifMatch)).toEqual([`"r${revision}"`, `"r${revision + 1}"`])
  expect(new Set(posts.map(({ key }) => key)).size).toBe(2)
  expect((await bob.version(live)).status).toBe('stopped')
})

test('somebody stops the journey while it is about to be closed: the dialog says so, and can no longer close it', async () => {
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Close to new entrances')
  await weighed()
  await bob.order('stop', live, { body: { reason: 'complaint' } })

  await user.click(button('Close to new entrances'))
  await waitFor(() =>
    expect(said()).toEqual([
      changed,
      `Bob Ng stopped it ${noon}. Reason: Customer complaint.`,
      'This is no longer possible. Nobody is inside any more.',
    ]),
  )
  expect(button('Close to new entrances')).toHaveAttribute('aria-disabled', 'true')
  await user.click(button('Close to new entrances'))

  expect(await sent()).toHaveLength(1)
  expect((await bob.history(live)).map(({ type }) => type)).toEqual(['stop', 'publish', 'create'])
})

test('a change made elsewhere is seen before anything is sent, and the numbers are computed anew', async () => {
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Stop')
  await weighed()
  await user.selectOptions(field('Reason'), 'Legal or consent')

  const { body } = await bob.order('close', live)
  readAgain()
  await waitFor(() => expect(said()).toEqual([`Bob Ng closed it ${noon}.`, confirmAgain]))
  await weighed()
  await user.click(button('Stop'))

  await gone()
  expect(await sent()).toMatchObject([{ ifMatch: `"r${body.revision}"`, body: { reason: 'legal' } }])
})

test('a change made elsewhere that leaves nothing to confirm is seen before anything is sent', async () => {
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Close to new entrances')
  await weighed()

  await bob.order('close', live)
  readAgain()

  await waitFor(() => expect(said()).toEqual(['This is no longer possible. It is already closed.', `Bob Ng closed it ${noon}.`]))
  expect(button('Close to new entrances')).toHaveAttribute('aria-disabled', 'true')
})

test('the last person leaves while the journey is about to be stopped: there is nobody left to stop', async () => {
  const { user } = visit('/journeys/cart-reminder-v5')
  await choose(user, 'Stop')
  await weighed()

  backend.setTime(now + 3 * 86_400_000)
  readAgain()

  await waitFor(() => expect(said()[0]).toBe('This is no longer possible. Everyone has already left.'))
  expect(button('Stop')).toHaveAttribute('aria-disabled', 'true')
})

test('an old answer on the way hides that the journey is closed: the backend refuses, and the dialog gives its reason', async () => {
  await bob.order('close', live, { body: { reason: 'campaignOver' } })
  onTheWay('GET', /\/back-in-stock-alert-v2$/, changedAnswer({ status: 'live' }))
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Close to new entrances')
  await weighed()

  await user.click(button('Close to new entrances'))

  await waitFor(() =>
    expect(said()).toEqual(['This is no longer possible. It is already closed.', `Bob Ng closed it ${noon}. Reason: Campaign over.`]),
  )
  expect((await bob.history(live)).filter(({ type }) => type === 'close')).toHaveLength(1)
})

test('a permission that was taken away meanwhile is missed when it is needed, and nothing more can be sent', async () => {
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Stop')
  await weighed()
  await user.selectOptions(field('Reason'), 'Legal or consent')
  backend.signIn(holding('view', 'edit', 'publish'))

  await user.click(button('Stop'))

  await waitFor(() => expect(said()).toEqual(['This is no longer possible. You do not have permission to stop journeys.']))
  await waitFor(() => expect(button('Stop')).toHaveAttribute('aria-disabled', 'true'))
  expect((await bob.version(live)).status).toBe('live')
})

test('a permission that was taken away is noticed while the dialog is open', async () => {
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Stop')
  await weighed()

  backend.signIn(holding('view', 'edit', 'publish'))
  readAgain()

  await waitFor(() => expect(said()[0]).toBe('This is no longer possible. You do not have permission to stop journeys.'))
  expect(button('Stop')).toHaveAttribute('aria-disabled', 'true')
})

test('a draft that somebody deletes while it is about to be published can no longer be published', async () => {
  const { user } = visit('/journeys/refer-a-friend-v1')
  await choose(user, 'Publish')
  await weighed()
  await bob.order('delete', 'refer-a-friend-v1')

  await user.click(button('Publish'))

  await waitFor(() => expect(said()).toEqual(['This journey was deleted.', `Bob Ng deleted it ${noon}.`]))
  expect(button('Publish')).toHaveAttribute('aria-disabled', 'true')
  expect(await sent()).toHaveLength(1)
})

test('a deletion is noticed while the dialog is open', async () => {
  const { user } = visit('/journeys/refer-a-friend-v1')
  await choose(user, 'Publish')
  await weighed()

  await bob.order('delete', 'refer-a-friend-v1')
  readAgain()

  await waitFor(() => expect(said()).toEqual(['This journey was deleted.', `Bob Ng deleted it ${noon}.`]))
  expect(button('Publish')).toHaveAttribute('aria-disabled', 'true')
})
