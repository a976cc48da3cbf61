import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { PersonLookUp } from '#api/contract/entrances/person-look-up.ts'
import type { Session } from '#api/contract/session.ts'
import { hostileTexts } from '#test/contract/hostile/corpora.ts'
import { createSessionWith, marketer } from '#test/contract/support/sessions.ts'
import { backend, interceptRequests, otherUser, readSentCommands, removeInterceptions } from '#test/components/support/backend.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import { sampleCases } from '#test/support/test-size.ts'
import { failRequest, holdRequest, replaceWithHtml, type TransportFault } from '#test/support/transport-faults.ts'

const supporter: Session = { user: { id: 'sam', name: 'Sam Oyé' }, permissions: ['view'], support: true }
const lookUpPath = /^\/api\/people\/look-up$/

type PersonWalk = PersonLookUp['walks'][number]

const buildWalk = (facts: Partial<PersonWalk> = {}): PersonWalk => ({
  version: { id: 'welcome-series-v2', name: 'Welcome series', number: 2, latest: true, status: 'live', revision: 1, peopleInside: 12_480 },
  state: 'inside',
  activity: { id: 'wait', kind: 'wait', name: 'Three days' },
  enteredAt: '2026-03-10T09:00:00.000Z',
  leftAt: null,
  messages: [
    { at: '2026-03-10T09:00:01.000Z', channel: 'email', activity: 'Hello', state: 'accepted' },
    { at: '2026-03-11T09:00:00.000Z', channel: 'sms', activity: 'Reminder', state: 'pending' },
  ],
  ...facts,
})

const answerWith =
  (...walks: readonly PersonWalk[]): TransportFault =>
  () =>
    Response.json({ asOf: '2026-03-11T12:00:00.000Z', walks })

const readText = (element: HTMLElement) => element.textContent.replaceAll(/[\u00a0\u202f]/g, ' ')

/** Opens the page as a user with the permission, and looks a person up. */
async function lookUp(id: string, language: 'en' | 'fr' = 'en') {
  backend.signIn(supporter)
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue([language])
  const rendered = renderConsole('/people')
  const field = await screen.findByRole('textbox', { name: language === 'en' ? 'Identifier of the person' : 'Identifiant de la personne' })
  if (id !== '') await rendered.user.click(field)
  if (id !== '') await rendered.user.paste(id)
  await rendered.user.click(screen.getByRole('button', { name: language === 'en' ? 'Find' : 'Rechercher' }))
  return { ...rendered, field }
}

const findStatus = async () => {
  const main = screen.getByRole('article')
  const status = within(main).getByRole('status')
  await waitFor(() => expect(status).not.toHaveTextContent(/^(|Looking…|Recherche…)$/))
  return status
}

test.each([
  [
    'en',
    'Found 1 walk through a journey. The person is inside 1 now.',
    ['StateInside', 'ActivityThree daysWait', 'EnteredMar 10, 2026, 9:00 AM UTC'],
    ['Mar 10, 2026, 9:00 AM UTCHelloE-mailHanded over', 'Mar 11, 2026, 9:00 AM UTCReminderSMSNot handed over yet'],
  ],
  [
    'fr',
    '1 passage dans un parcours trouvé. La personne est actuellement dans 1 parcours.',
    ['ÉtatPrésente', 'ActivitéThree daysAttente', 'Entrée10 mars 2026, 09:00 UTC'],
    ['10 mars 2026, 09:00 UTCHelloE-mailRemis', '11 mars 2026, 09:00 UTCReminderSMSPas encore remis'],
  ],
] as const)('a person is found: the version, where, since when, and the messages, with times in their zone: %s', async (...story) => {
  const [language, sentence, facts, messages] = story
  interceptRequests('POST', lookUpPath, answerWith(buildWalk()))
  const { field, getAddress, user } = await lookUp('ana-17', language)

  expect(await findStatus()).toHaveTextContent(sentence)
  expect(screen.getByRole('link', { name: 'Welcome series' })).toHaveAttribute('href', '/journeys/welcome-series-v2')
  expect(screen.getAllByRole('definition').map(({ parentElement }) => readText(parentElement!))).toEqual(facts)
  expect(
    within(screen.getByRole('list', { name: 'Messages' }))
      .getAllByRole('listitem')
      .map(readText),
  ).toEqual(messages)
  expect(screen.getByText('ana-17')).toHaveAttribute('translate', 'no')
  expect(field).toHaveAttribute('translate', 'no')
  // The identifier is in the body alone.
  expect(getAddress()).toBe('/people')
  expect((await readSentCommands()).map(({ path, body }) => [path, body])).toEqual([['/api/people/look-up', { id: 'ana-17' }]])
  await user.click(screen.getByRole('link', { name: 'Welcome series' }))
  expect(await screen.findByRole('heading', { level: 1, name: 'Welcome series' })).toBeVisible()
})

test('each version the person was in says what became of the walk, of the version, and of a message that a stop refused', async () => {
  const { version } = buildWalk()
  interceptRequests(
    'POST',
    lookUpPath,
    answerWith(
      buildWalk({ version: { ...version, id: 'a', name: 'Alpha', status: 'closed', peopleInside: 31 } }),
      buildWalk({
        version: { ...version, id: 'b', name: 'Bravo', status: 'stopped' },
        state: 'stopped',
        leftAt: '2026-03-11T10:00:00.000Z',
        messages: [{ at: '2026-03-11T10:00:00.000Z', channel: 'push', activity: 'Offer', state: 'refused' }],
      }),
      buildWalk({ version: { ...version, id: 'c', name: 'Carol' }, state: 'timedOut', leftAt: '2026-03-11T10:00:00.000Z', messages: [] }),
      buildWalk({ version: { ...version, id: 'd', name: 'Delta' }, deleted: true, state: 'completed', leftAt: '2026-03-11T10:00:00.000Z' }),
    ),
  )
  await lookUp('ana-17')

  expect(await findStatus()).toHaveTextContent('Found 4 walks through journeys. The person is inside 1 now.')
  const walks = screen.getAllByRole('heading', { level: 3 }).map(({ parentElement }) => readText(parentElement!.parentElement!))
  expect(walks).toEqual([
    expect.stringMatching(/^AlphaVersion 2 \(Latest\)Closed \(no entrance\) · 31 leftStateInsideActivityThree days/),
    expect.stringMatching(/^BravoVersion 2 \(Latest\)StoppedStateStoppedLast activity.*LeftMar 11.*OfferPushRefused since the stop$/),
    expect.stringMatching(/^CarolVersion 2 \(Latest\)LiveStateTimed out.*MessagesNone$/),
    expect.stringMatching(/^DeltaVersion 2 \(Latest\)DeletedStateCompleted/),
  ])
})

test('a version that this tab knows to be deleted stays in the answer, and is called deleted', async () => {
  // The answer is older than the deletion.
  interceptRequests(
    'POST',
    lookUpPath,
    answerWith(buildWalk({ version: { ...buildWalk().version, id: 'refer-a-friend-v1', name: 'Refer' } })),
  )
  backend.signIn({ ...marketer, support: true })
  const { user, refetch } = renderConsole('/journeys/refer-a-friend-v1')
  await screen.findByRole('button', { name: 'More actions' })
  await otherUser.sendCommand('delete', 'refer-a-friend-v1')
  await refetch()
  await user.keyboard('{Control>}k{/Control}')
  await user.keyboard('person')
  await user.click(await screen.findByRole('option', { name: 'Find a person' }))
  await user.click(await screen.findByRole('textbox', { name: 'Identifier of the person' }))
  await user.keyboard('ana-17{Enter}')

  await findStatus()
  expect(screen.getByRole('heading', { level: 3 }).parentElement).toHaveTextContent(/Deleted$/)
})

test('the newest hundred walks are shown, and it says that there are no more', async () => {
  interceptRequests('POST', lookUpPath, answerWith(...Array.from({ length: 100 }, () => buildWalk({ messages: [] }))))
  await lookUp('ana-17')

  expect(await findStatus()).toHaveTextContent('Only the newest 100 walks are shown.')
  expect(screen.getAllByRole('heading', { level: 3 })).toHaveLength(100)
})

test.each([
  ['en', 'Nobody with this identifier is known here. What is known of a person is deleted 30 days after they have left.'],
  ['fr', 'Aucune personne n’est connue ici sous cet identifiant. Les données d’une personne sont supprimées 30 jours après sa sortie.'],
] as const)('who is not known is said to be unknown: %s', async (language, sentence) => {
  interceptRequests('POST', lookUpPath, answerWith())
  await lookUp('nobody', language)

  expect(await findStatus()).toHaveTextContent(sentence)
  expect(screen.queryByRole('alert')).toBeNull()
})

test('where people are simulated the page says so', async () => {
  await lookUp('ana-17')

  expect(await findStatus()).toHaveTextContent(/^No single person can be found here: people are simulated/)
  expect(screen.queryByRole('alert')).toBeNull()
})

test.each([
  ['', 'Type an identifier.'],
  ['  ', 'Type an identifier.'],
  ['x'.repeat(101), 'An identifier has at most 100 characters.'],
  ['a\u0000b', 'No identifier has such characters.'],
])('%j is not sent, and the field says why', async (typed, sentence) => {
  const { field } = await lookUp(typed)

  await waitFor(() => expect(field).toHaveAccessibleDescription(expect.stringContaining(sentence)))
  expect(field).toBeInvalid()
  expect(field).toHaveFocus()
  expect(await readSentCommands()).toEqual([])
})

test.each([
  ['a network that is away', failRequest, 'The person could not be looked up. We cannot reach the server. Try again in a moment.'],
  [
    'an answer of something else',
    replaceWithHtml,
    'The person could not be looked up. The server sent an answer this console cannot read.',
  ],
])('%s is said, and the same person is looked up again', async (_, fault, sentence) => {
  interceptRequests('POST', lookUpPath, fault)
  const { user } = await lookUp('ana-17')
  expect(await screen.findByRole('alert')).toHaveTextContent(sentence)
  removeInterceptions()
  interceptRequests('POST', lookUpPath, answerWith(buildWalk()))

  await user.click(screen.getByRole('button', { name: 'Try again' }))

  expect(await findStatus()).toHaveTextContent(/^Found 1 walk/)
  expect(screen.getByRole('heading', { level: 1 })).toHaveFocus()
  expect((await readSentCommands()).map(({ body }) => body)).toEqual([{ id: 'ana-17' }, { id: 'ana-17' }])
})

test('a look-up that is under way is not sent again by Enter: each leaves a trace', async () => {
  const held = holdRequest()
  interceptRequests('POST', lookUpPath, (next, request) => held.fault(async () => answerWith(buildWalk())(next, request), request))
  backend.signIn(supporter)
  const { user } = renderConsole('/people')
  await user.type(await screen.findByRole('textbox'), 'ana-17{Enter}')
  await screen.findByText(/^Looking/)

  await user.keyboard('{Enter}')
  held.release()

  expect(await findStatus()).toHaveTextContent(/^Found 1 walk/)
  expect((await readSentCommands()).filter(({ path }) => lookUpPath.test(path))).toHaveLength(1)
})

test('Enter looks up, it says that it is looking, and the last person counts: an earlier answer is dropped', async () => {
  const [first, second] = [holdRequest(), holdRequest()]
  interceptRequests('POST', lookUpPath, async (next, request) => {
    const { id } = (await request.clone().json()) as { readonly id: string }
    const held = id === 'first' ? first : second
    return held.fault(async () => answerWith(buildWalk())(next, request), request)
  })
  const { user, field } = await lookUp('first')
  const status = within(screen.getByRole('article')).getByRole('status')
  expect(status).toHaveTextContent('Looking…')
  await user.clear(field)

  await user.keyboard('second{Enter}')
  first.release()
  await waitFor(async () => expect(await readSentCommands()).toHaveLength(2))
  await act(flushEventLoop)
  expect(screen.queryByRole('alert')).toBeNull()
  expect(status).toHaveTextContent('Looking…')
  second.release()

  expect(await findStatus()).toHaveTextContent(/^Found 1 walk/)
  expect(screen.getByText('second')).toBeVisible()
  expect(field).toHaveFocus()
})

test('without the permission the page says so, asks nothing, and no way leads to it', async () => {
  backend.signIn(marketer)
  const { user } = renderConsole('/people')

  expect(await screen.findByText(/^You do not have permission to look people up\./)).toBeVisible()
  expect(document.title).toBe('Find a person · Journey Console')
  expect(screen.queryByRole('textbox')).toBeNull()
  await user.keyboard('{Control>}k{/Control}')
  const palette = await screen.findByRole('dialog', { name: 'Command palette' })
  await user.keyboard('person')
  await waitFor(() => expect(within(palette).getByRole('status')).toHaveTextContent('Nothing matches.'))
  expect(await readSentCommands()).toEqual([])
})

test('a permission that is taken away while the page is open is said in place of the answer', async () => {
  backend.signIn(supporter)
  const { user } = renderConsole('/people')
  await user.click(await screen.findByRole('textbox'))
  backend.signIn(createSessionWith('view'))
  await user.keyboard('ana-17{Enter}')

  expect(await screen.findByText(/^You do not have permission to look people up\./)).toBeVisible()
  await waitFor(() => expect(screen.queryByText(/^Looking/)).toBeNull())
})

test('the palette leads from the list to the page, whose heading gets the focus', async () => {
  backend.signIn({ ...marketer, support: true })
  const { user, getAddress } = renderConsole('/')
  await findRow('Welcome series')
  await user.keyboard('{Control>}k{/Control}')
  const palette = await screen.findByRole('dialog', { name: 'Command palette' })
  await user.keyboard('find a p')

  await user.click(await within(palette).findByRole('option', { name: 'Find a person' }))

  const heading = await screen.findByRole('heading', { level: 1, name: 'Find a person' })
  await waitFor(() => expect(heading).toHaveFocus())
  expect(getAddress()).toBe('/people')
  await user.click(within(screen.getByRole('article')).getByRole('link', { name: 'Home' }))
  expect(await findRow('Welcome series')).toBeVisible()
})

test('hostile identifiers and names are text', async () => {
  backend.signIn(supporter)
  const { user } = renderConsole('/people')
  const field = await screen.findByRole('textbox')
  const texts = sampleCases(hostileTexts, 12).filter((text) => text.trim() === text && text !== '' && text.length <= 100)
  const wrong: unknown[] = []
  let compared = 0
  for (const text of texts) {
    const activity = { id: 'a', kind: 'wait', name: text } as const
    removeInterceptions()
    interceptRequests(
      'POST',
      lookUpPath,
      answerWith(buildWalk({ version: { ...buildWalk().version, name: text }, activity, messages: [] })),
    )
    await user.clear(field)
    await user.click(field)
    await user.paste(text)
    await user.keyboard('{Enter}')
    await findStatus()
    if (field.getAttribute('aria-invalid') !== null) continue
    compared++
    const shown = Array.from(document.querySelectorAll('article bdi'), ({ textContent }) => textContent)
    const value = (field as HTMLInputElement).value
    if (shown[0] !== value || shown[1] !== text || shown[2] !== text) wrong.push([text, shown])
    if (document.querySelector('article :is(script, img, iframe, b, svg:not([aria-hidden]))') !== null) wrong.push(['markup', text])
  }

  expect(compared).toBeGreaterThan(3)
  expect(wrong).toEqual([])
})
