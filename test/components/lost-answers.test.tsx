import { waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { answerGarbled, answerLost, bob, held, nowhere, once, onTheWay, restored, sent } from './backend.ts'
import { button, choose, dialog, field, gone, trouble, weighed } from './dialog.ts'
import { standing, visit } from './visit.tsx'

const live = 'back-in-stock-alert-v2'
const one = /\/back-in-stock-alert-v2$/
const unknown =
  'No answer came, so it may or may not have happened. The status shown is what the backend last confirmed. Trying again is safe: it is done once at most.'

const times = async (what: string) => (await bob.history(live)).filter((entry) => entry.what === what).length

test('a request that got nowhere may have happened as far as anyone knows; confirming again sends the same one', async () => {
  const { user, said } = visit(`/journeys/${live}`)
  await choose(user, 'Close to new entrances')
  await weighed()
  onTheWay('POST', /\/close$/, nowhere)

  await user.click(button('Close to new entrances'))
  await waitFor(() => expect(trouble()).toEqual(['The backend does not answer.', unknown]))
  expect(standing(true)).toMatch(/Live$/)
  expect(said).toEqual([])
  restored()
  await user.click(button('Close to new entrances'))

  await gone()
  const posts = await sent()
  expect(posts).toHaveLength(2)
  expect(posts[1]).toEqual(posts[0])
  expect(await times('close')).toBe(1)
})

test('an answer that was lost is asked for again under the same key: it happened once, and that is what is said', async () => {
  const { user, said } = visit(`/journeys/${live}`)
  await choose(user, 'Stop')
  await weighed()
  await user.selectOptions(field('Reason'), 'Legal or consent')
  onTheWay('POST', /\/stop$/, answerLost)
  onTheWay('GET', one, nowhere)

  await user.click(button('Stop'))
  await waitFor(() => expect(trouble()).toEqual(['The backend does not answer.', unknown]))
  expect(await times('stop')).toBe(1)
  expect(standing(true)).toMatch(/Live$/)
  restored()
  await user.click(button('Stop'))

  await gone()
  const posts = await sent()
  expect(posts).toHaveLength(2)
  expect(posts[1]).toEqual(posts[0])
  expect(await times('stop')).toBe(1)
  await waitFor(() => expect(said).toEqual(['Back in stock alert v. 2 was stopped. 87 people were stopped.']))
})

test('after a lost answer the dialog checks what happened, and tells the truth: it was done', async () => {
  const { user, said } = visit(`/journeys/${live}`)
  await choose(user, 'Stop')
  await weighed()
  await user.selectOptions(field('Reason'), 'Legal or consent')
  const { happens, go } = held()
  onTheWay('POST', /\/stop$/, once(answerLost))
  onTheWay('GET', one, once(happens))

  await user.click(button('Stop'))
  await waitFor(() => expect(trouble()).toEqual(['Checking what happened…']))
  expect(button('Stopping…')).toHaveAttribute('aria-busy', 'true')
  go()

  await gone()
  await waitFor(() => expect(said).toEqual(['Back in stock alert v. 2 was stopped. 87 people were stopped.']))
  const [first, second, ...others] = await sent()
  expect([second, others]).toEqual([first, []])
  expect(await times('stop')).toBe(1)
})

test('an answer that is lost again and again, but whose effect can be read, is not called a failure and cannot be sent again', async () => {
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Stop')
  await weighed()
  await user.selectOptions(field('Reason'), 'Legal or consent')
  onTheWay('POST', /\/stop$/, answerLost)

  await user.click(button('Stop'))
  await waitFor(() => expect(trouble().at(-1)).toMatch(/^Anna Müller stopped it .+ Reason: Legal or consent\.$/))
  expect(standing(true)).toMatch(/Stopped$/)
  expect(button('Stop')).toHaveAttribute('aria-disabled', 'true')

  expect(new Set((await sent()).map(({ key }) => key)).size).toBe(1)
  expect(await times('stop')).toBe(1)
})

test('an answer that was lost is remembered when the dialog is closed and opened again', async () => {
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Duplicate')
  onTheWay('POST', /\/duplicate$/, answerLost)
  await user.click(button('Duplicate'))
  await waitFor(() => expect(trouble()).toContain(unknown))
  await user.click(button('Cancel'))
  await gone()
  restored()

  await choose(user, 'Duplicate')
  await user.click(button('Duplicate'))

  await gone()
  expect(await times('duplicate')).toBe(1)
})

test('a confirmation that is changed after an answer was lost is another one', async () => {
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Duplicate')
  onTheWay('POST', /\/duplicate$/, answerLost)
  await user.click(button('Duplicate'))
  await waitFor(() => expect(trouble()).toContain(unknown))
  restored()

  await user.type(field('Name of the new journey'), ' 2')
  await user.click(button('Duplicate'))
  await gone()

  const [first, second] = await sent()
  expect(second?.key).not.toBe(first?.key)
  expect(second?.body).toEqual({ name: 'Back in stock alert_copy 2' })
})

test('an answer that cannot be read is no answer: nothing is claimed, and confirming again does it once', async () => {
  const { user, said } = visit(`/journeys/${live}`)
  await choose(user, 'Duplicate')
  onTheWay('POST', /\/duplicate$/, answerGarbled)

  await user.click(button('Duplicate'))
  await waitFor(() => expect(trouble()).toEqual(['The backend answered something this console cannot read.', unknown]))
  expect(said).toEqual([])
  restored()
  await user.click(button('Duplicate'))

  await gone()
  expect(await times('duplicate')).toBe(1)
  expect((await bob.list('search=back+in+stock+alert_copy')).matching).toBe(1)
})

test('numbers that cannot be computed make the check stricter, not impossible: the name has to be typed', async () => {
  onTheWay('GET', /\/impact$/, nowhere)
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Stop')
  expect(await within(dialog()).findByText(/What this would do could not be computed\. The backend does not answer\./)).toBeVisible()
  await user.selectOptions(field('Reason'), 'Legal or consent')

  await user.click(button('Stop'))
  expect(field('Type the name of the journey to confirm')).toBeInvalid()
  expect(await sent()).toEqual([])
  await user.type(field('Type the name of the journey to confirm'), 'Back in stock alert')
  await user.click(button('Stop'))

  await gone()
  expect(await times('stop')).toBe(1)
})

test('numbers that could not be computed are computed when that is tried again, and the name is not asked for any more', async () => {
  onTheWay('GET', /\/impact$/, nowhere)
  const { user } = visit(`/journeys/${live}`)
  await choose(user, 'Stop')
  await within(dialog()).findByText(/could not be computed/)
  restored()

  await user.click(button('Try again'))

  expect(await within(dialog()).findByText('people will be stopped')).toBeVisible()
  expect(within(dialog()).queryByLabelText(/Type the name/)).toBeNull()
})
