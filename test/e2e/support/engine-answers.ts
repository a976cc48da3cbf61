import type { EngineCommands } from '#api/contract/engine/engine-commands.ts'
import type { PersonLookUp } from '#api/contract/entrances/person-look-up.ts'
import type { TransportFault } from '#test/support/transport-faults.ts'

const at = '2026-03-11T10:00:00.000Z'
const welcome = { id: 'welcome-series-v2', name: 'Welcome series', number: 2, latest: true, revision: 1 }

const person: PersonLookUp = {
  asOf: at,
  walks: [
    {
      version: { ...welcome, status: 'closed', peopleInside: 31 },
      state: 'inside',
      activity: { id: 'wait', kind: 'wait', name: 'Three days' },
      enteredAt: at,
      leftAt: null,
      messages: [{ at, channel: 'email', activity: 'Hello', state: 'accepted' }],
    },
    {
      version: { ...welcome, id: 'gone', status: 'stopped', peopleInside: 0 },
      deleted: true,
      state: 'stopped',
      activity: { id: 'offer', kind: 'sms', name: 'Offer' },
      enteredAt: at,
      leftAt: at,
      messages: [{ at, channel: 'sms', activity: 'Offer', state: 'refused' }],
    },
  ],
}

const command = { version: welcome, epoch: 1, at, attempts: 20, failure: 'fetch failed: the engine is away' }

const commands: EngineCommands = {
  asOf: at,
  hasOutbox: true,
  items: [
    { ...command, id: 'pause', type: 'freeze' },
    { ...command, id: 'stop', type: 'stop', version: { ...welcome, deleted: true, otherTeam: true } },
  ],
  total: 2,
  waiting: 1,
  cleanups: [],
}

/** Answers as a server with an engine, to a user who may look people up. A replay is refused. */
export const answerAsEngine: TransportFault = async (next, request) => {
  const { pathname } = new URL(request.url)
  if (pathname === '/api/people/look-up') return Response.json(person)
  if (pathname === '/api/engine/commands') return Response.json(commands)
  const response = await next()
  return pathname === '/api/session' ? Response.json({ ...((await response.json()) as object), support: true }) : response
}
