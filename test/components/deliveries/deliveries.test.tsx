import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { EngineCommands } from '#api/contract/engine/engine-commands.ts'
import type { Session } from '#api/contract/session.ts'
import { createSessionWith, marketer, viewer } from '#test/contract/support/sessions.ts'
import { backend, interceptRequests, readSentCommands, removeInterceptions } from '#test/components/support/backend.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'
import { failRequest, holdRequest } from '#test/support/transport-faults.ts'

type DeadCommand = EngineCommands['items'][number]

const commandsPath = /^\/api\/engine\/commands$/
const replayPath = /^\/api\/engine\/commands\/([^/]+)\/replay$/

const buildCommand = (id: string, facts: Partial<DeadCommand> = {}): DeadCommand => ({
  id,
  type: 'freeze',
  version: { id: `${id}-v1`, name: id.toUpperCase(), number: 1 },
  epoch: 1,
  at: '2026-03-11T10:30:00.000Z',
  attempts: 20,
  failure: 'fetch failed: the engine is away',
  ...facts,
})

/** What the engine has not accepted. */
let dead: DeadCommand[]
let waiting: number
let total: number | null

const describeCommands = (): EngineCommands => ({
  asOf: '2026-03-11T12:00:00.000Z',
  hasOutbox: true,
  items: dead,
  total: total ?? dead.length,
  waiting,
  cleanups: [],
})

const toProblem = (status: number, code: string, reasonCode?: string) =>
  Response.json({ type: 'about:blank', title: code, status, detail: 'A detail.', code, ...(reasonCode && { reasonCode }) }, { status })

/** An engine elsewhere. A replayed command is on its way, unless it is one of these, which get another answer. */
function startEngine(refused: Readonly<Record<string, () => Response>> = {}) {
  interceptRequests('GET', commandsPath, () => Response.json(describeCommands()))
  interceptRequests('POST', replayPath, (_, { url }) => {
    const id = replayPath.exec(new URL(url).pathname)?.[1] ?? ''
    const refusal = refused[id]?.()
    if (refusal) return refusal
    dead = dead.filter((command) => command.id !== id)
    waiting++
    return Response.json(describeCommands())
  })
}

beforeEach(() => {
  dead = [buildCommand('alpha'), buildCommand('bravo', { type: 'stop' }), buildCommand('carol', { type: 'publish' })]
  waiting = 2
  total = null
})

const readText = (element: HTMLElement) => element.textContent.replaceAll(/[\u00a0\u202f]/g, ' ')
const findList = () => screen.findByRole('list', { name: 'Commands that were given up' })
const getStatus = () => within(screen.getByRole('article')).getByRole('status')
const readReplayed = async () => (await readSentCommands()).map(({ path }) => replayPath.exec(path)?.[1])

test.each([
  [
    'en',
    'Undelivered commands',
    'Pause ALPHA v. 1Changed Mar 11, 2026, 10:30 AM UTC · 20 attemptsLast failurefetch failed: the engine is awayReplay',
    '3 commands were given up. On their way to the engine: 2.',
  ],
  [
    'fr',
    'Commandes non remises',
    'Mettre en pause ALPHA v. 1Changement du 11 mars 2026, 10:30 UTC · 20 tentativesDernier échecfetch failed: the engine is awayRenvoyer',
    '3 commandes abandonnées. En cours d’envoi au moteur : 2.',
  ],
] as const)('each command says which journey, what, why, since when, and how often it was tried: %s', async (...story) => {
  const [language, title, row, sentence] = story
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue([language])
  startEngine()
  renderConsole('/deliveries')

  expect(await screen.findByRole('heading', { level: 1, name: title })).toBeVisible()
  await screen.findByRole('link', { name: 'ALPHA v. 1' })
  expect(document.title).toBe(`${title} · Journey Console`)
  expect(within(screen.getByRole('article')).getAllByRole('listitem').map(readText)[0]).toBe(row)
  expect(readText(screen.getByRole('article'))).toContain(sentence)
  expect(screen.getByRole('link', { name: 'ALPHA v. 1' })).toHaveAttribute('href', '/journeys/alpha-v1')
  expect(screen.getAllByText('fetch failed: the engine is away')[0]).toHaveAttribute('translate', 'no')
})

test('a command that is replayed leaves the list, it says so, and the focus is on the next one', async () => {
  startEngine()
  const { user } = renderConsole('/deliveries')
  const list = await findList()

  await user.click(within(list).getByRole('button', { name: 'Replay, Pause, ALPHA v. 1' }))

  await waitFor(() => expect(getStatus()).toHaveTextContent('1 command is sent again.'))
  expect(within(list).getAllByRole('listitem')).toHaveLength(2)
  expect(within(list).getByRole('link', { name: 'BRAVO v. 1' })).toHaveFocus()
  expect(await readReplayed()).toEqual(['alpha'])
})

test('all that are listed are replayed one after the other; it says how many, and each that failed says why', async () => {
  dead.push(buildCommand('delta'), buildCommand('echo'))
  startEngine({
    bravo: () => toProblem(404, 'not-found'),
    carol: () => toProblem(403, 'forbidden', 'notYourTeam'),
    delta: () => toProblem(422, 'other'),
  })
  const { user } = renderConsole('/deliveries')
  const list = await findList()

  await user.click(screen.getByRole('button', { name: 'Replay 5 commands' }))

  await waitFor(() => expect(getStatus()).toHaveTextContent('2 commands are sent again. 3 could not be replayed.'))
  expect(within(list).getAllByRole('listitem').map(readText)).toEqual([
    expect.stringMatching(/^Stop BRAVO.*This command does not exist any more\.Replay$/),
    expect.stringMatching(/^Publish CAROL.*It belongs to another team\.Replay$/),
    expect.stringMatching(/^Pause DELTA.*The server could not do this: A detail\.Replay$/),
  ])
  expect(await readReplayed()).toEqual(['alpha', 'bravo', 'carol', 'delta', 'echo'])
})

test('without an answer the rest is not tried, and nothing is claimed of that command', async () => {
  startEngine({ bravo: () => Response.error() })
  const { user } = renderConsole('/deliveries')
  await findList()

  await user.click(screen.getByRole('button', { name: 'Replay 3 commands' }))

  await waitFor(() =>
    expect(getStatus()).toHaveTextContent(
      '1 command is sent again. Of one command it is not known whether it is sent again. 1 was not tried.',
    ),
  )
  expect(getStatus()).not.toHaveTextContent('could not')
  expect(await readReplayed()).toEqual(['alpha', 'bravo'])
  expect(screen.getByText(/It is not known whether this command is sent again\./)).toBeVisible()
})

test('a failure stays beside its command, and is tied to its button, when another one is replayed', async () => {
  startEngine({ alpha: () => toProblem(404, 'not-found') })
  const { user } = renderConsole('/deliveries')
  const list = await findList()
  const button = within(list).getByRole('button', { name: 'Replay, Pause, ALPHA v. 1' })
  await user.click(button)
  await waitFor(() => expect(getStatus()).toHaveTextContent('No command is sent again. 1 could not be replayed.'))

  await user.click(within(list).getByRole('button', { name: 'Replay, Stop, BRAVO v. 1' }))

  await waitFor(() => expect(getStatus()).toHaveTextContent('1 command is sent again.'))
  expect(button).toHaveAccessibleDescription('This command does not exist any more.')
})

test('pressed again while it is under way, a replay is sent once', async () => {
  startEngine()
  const held = holdRequest()
  interceptRequests('POST', replayPath, (_, request) =>
    held.fault(async () => Response.json({ ...describeCommands(), items: [], total: 0 }), request),
  )
  const { user } = renderConsole('/deliveries')
  const list = await findList()
  const button = within(list).getByRole('button', { name: 'Replay, Pause, ALPHA v. 1' })

  await user.dblClick(button)
  expect(button).toHaveAttribute('aria-busy', 'true')
  dead = []
  held.release()

  expect(await screen.findByRole('heading', { name: 'Nothing was given up' })).toBeVisible()
  expect(await readReplayed()).toEqual(['alpha'])
  await waitFor(() => expect(document.body).not.toHaveFocus())
})

test('of many the oldest are listed, and a deleted version is called deleted', async () => {
  dead = Array.from({ length: 200 }, (_, nth) => buildCommand(`c${nth}`))
  dead[0] = buildCommand('gone', { version: { id: 'gone', name: 'Gone', number: 3, deleted: true } })
  total = 1_234
  startEngine()
  renderConsole('/deliveries')

  const [first] = within(await findList()).getAllByRole('listitem')
  expect(readText(first!)).toMatch(/^Pause Gone v\. 3 Deleted/)
  const text = readText(screen.getByRole('article'))
  expect(text).toContain('1,234 commands were given up. On their way to the engine: 2. The oldest 200 are listed.')
})

test.each([
  ['who may only look', viewer],
  ['who may stop, but not publish', createSessionWith('view', 'stop')],
] as const)('%s sees the commands, and cannot replay them: each button says why', async (_, session) => {
  backend.signIn(session)
  startEngine()
  const { user } = renderConsole('/deliveries')
  const list = await findList()
  const buttons = [...within(list).getAllByRole('button'), screen.getByRole('button', { name: 'Replay 3 commands' })]

  for (const button of buttons) {
    await waitFor(() => expect(button).toHaveAccessibleDescription('You do not have permission to publish journeys.'))
    expect(button).toHaveAttribute('aria-disabled', 'true')
    await user.click(button)
  }

  expect(buttons).toHaveLength(4)
  expect(await readSentCommands()).toEqual([])
})

test('a command of another team is not replayed, alone or with all others, and says why', async () => {
  dead[1] = buildCommand('bravo', { version: { id: 'b', name: 'BRAVO', number: 1, otherTeam: true } })
  startEngine()
  const { user } = renderConsole('/deliveries')
  const button = within(await findList()).getByRole('button', { name: 'Replay, Pause, BRAVO v. 1' })

  await waitFor(() => expect(button).toHaveAccessibleDescription('It belongs to another team.'))
  await user.click(button)
  await user.click(screen.getByRole('button', { name: 'Replay 2 commands' }))

  await waitFor(() => expect(getStatus()).toHaveTextContent('2 commands are sent again.'))
  expect(await readReplayed()).toEqual(['alpha', 'carol'])
  const replayAll = screen.getByRole('button', { name: 'Replay all' })
  expect(replayAll).toHaveAccessibleDescription('All of these journeys belong to other teams.')
})

test('where nothing was given up it says so, and what is on its way; what is given up later comes by itself', async () => {
  const later = dead
  dead = []
  startEngine()
  renderConsole('/deliveries')
  expect(await screen.findByRole('heading', { name: 'Nothing was given up' })).toBeVisible()
  expect(screen.getByText('On their way to the engine: 2.')).toBeVisible()

  dead = later
  runPolls()

  expect(within(await findList()).getAllByRole('listitem')).toHaveLength(3)
})

test('where no engine elsewhere executes journeys the page says so', async () => {
  renderConsole('/deliveries')

  const sentence = 'Here journeys are not executed by an engine elsewhere: there are no commands to deliver.'
  expect(await screen.findByText(sentence)).toBeVisible()
  expect(screen.queryByRole('button', { name: /^Replay/ })).toBeNull()
})

test('a failed read says so and is tried again; what was read before stays', async () => {
  interceptRequests('GET', commandsPath, failRequest)
  const { user, refetch } = renderConsole('/deliveries')
  expect(await screen.findByRole('alert')).toHaveTextContent('The commands could not be read. We cannot reach the server.')
  removeInterceptions()
  startEngine()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  await findList()

  interceptRequests('GET', commandsPath, failRequest)
  await refetch()

  expect(await screen.findByRole('alert')).toHaveTextContent(/We cannot reach the server\..*What you see is from/)
  expect(within(await findList()).getAllByRole('listitem')).toHaveLength(3)
})

async function typeIntoPalette(session: Session) {
  backend.signIn(session)
  startEngine()
  const rendered = renderConsole('/')
  await findRow('Welcome series')
  await rendered.user.keyboard('{Control>}k{/Control}')
  const palette = await screen.findByRole('dialog', { name: 'Command palette' })
  await rendered.user.keyboard('undelivered')
  return { ...rendered, palette }
}

test('the palette leads to the page those who may replay', async () => {
  const { user, palette, getAddress } = await typeIntoPalette(marketer)

  await user.click(await within(palette).findByRole('option', { name: 'Undelivered commands' }))

  await waitFor(() => expect(screen.getByRole('heading', { level: 1, name: 'Undelivered commands' })).toHaveFocus())
  expect(getAddress()).toBe('/deliveries')
})

test('the palette does not offer the page to those who may not replay', async () => {
  const { palette } = await typeIntoPalette(viewer)

  await waitFor(() => expect(within(palette).getByRole('status')).toHaveTextContent('Nothing matches.'))
})
