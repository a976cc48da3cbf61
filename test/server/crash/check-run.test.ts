import { expect, test } from 'vitest'
import { checkRun } from './check-run.ts'
import type { CrashRun, HistoryRow, ObservedCommand } from './crash-run.ts'

type Database = CrashRun['database']

const buildEntry = (sequence: number, facts: Partial<HistoryRow>): HistoryRow => ({
  sequence,
  versionId: 'v',
  type: 'pause',
  userId: 'ana',
  trigger: null,
  note: '',
  before: 'live',
  after: 'paused',
  ...facts,
})

const pause: ObservedCommand = {
  from: 1,
  to: 2,
  userId: 'ana',
  key: 'k1',
  versionId: 'v',
  action: 'pause',
  ifRevision: 1,
  outcome: { kind: 'succeeded', result: { id: 'v', revision: 2, status: 'paused' } },
}
const close: ObservedCommand = {
  ...pause,
  from: 9,
  to: 10,
  userId: 'bea',
  key: 'k2',
  action: 'close',
  outcome: { kind: 'stale', current: { id: 'v', revision: 2, status: 'paused' } },
}
const refused: ObservedCommand = {
  ...close,
  from: 11,
  to: 12,
  key: 'k3',
  ifRevision: 2,
  outcome: { kind: 'refused', reasonCode: 'resumeItFirst', current: { id: 'v', revision: 2, status: 'paused' } },
}
const cancelled: ObservedCommand = {
  ...pause,
  from: 13,
  to: 14,
  key: 'k4',
  action: 'resume',
  ifRevision: 2,
  outcome: { kind: 'cancelled' },
}
const duplicate: ObservedCommand = {
  ...pause,
  from: 15,
  to: 16,
  key: 'k5',
  action: 'duplicate',
  ifRevision: 2,
  outcome: { kind: 'succeeded', result: { id: 'copy', revision: 1, status: 'draft' } },
}
const stop: ObservedCommand = {
  ...pause,
  from: 17,
  to: 18,
  key: 'k6',
  action: 'stop',
  ifRevision: 2,
  outcome: { kind: 'succeeded', result: { id: 'v', revision: 3, status: 'stopped' } },
}

const versions: Database['versions'] = [
  { id: 'v', revision: 3, status: 'stopped', name: 'Welcome', number: 1 },
  { id: 'w', revision: 1, status: 'live', name: 'Welcome', number: 1 },
  { id: 'copy', revision: 1, status: 'draft', name: 'k5', number: 1 },
]

/** A run in which all is well: a pause, a refused and a cancelled command, a copy, a stop. The initial versions have the entries 1 and 2. */
const sound: CrashRun = {
  initial: ['v', 'w'].map((id) => ({ id, revision: 1, status: 'live' })),
  commands: [pause, close, refused, cancelled, duplicate, stop, { ...stop, from: 19, to: 20 }],
  reads: [
    { from: 3, to: 4, state: { id: 'v', revision: 2, status: 'paused' } },
    { from: 5, to: 21, state: { id: 'v', revision: 2, status: 'paused' } },
    { from: 6, to: 22, state: { id: 'v', revision: 3, status: 'stopped' } },
  ],
  streams: [
    {
      name: 'Stream 1',
      events: [
        { event: 'resync', sequence: 2 },
        ...[3, 4].map((sequence) => ({ event: 'change' as const, sequence })),
        { event: 'resync', sequence: 5 },
        { event: 'change', sequence: 6 },
      ],
      states: versions.map(({ id, revision, status }) => ({ id, revision, status })),
    },
  ],
  database: {
    versions,
    entries: [
      buildEntry(3, {}),
      buildEntry(4, { type: 'duplicate', before: 'paused', after: 'paused' }),
      buildEntry(5, { versionId: 'copy', type: 'create', before: null, after: 'draft' }),
      buildEntry(6, { type: 'stop', note: 'k6', before: 'paused', after: 'stopped' }),
    ],
    keys: [
      { userId: 'ana', key: 'k1', status: 200 },
      { userId: 'bea', key: 'k2', status: 412 },
      { userId: 'bea', key: 'k3', status: 409 },
      { userId: 'ana', key: 'k4', status: 409 },
      { userId: 'ana', key: 'k5', status: 200 },
      { userId: 'ana', key: 'k6', status: 200 },
    ],
    chainProblem: null,
  },
}

const changeDatabase = (change: Partial<Database>): CrashRun => ({ ...sound, database: { ...sound.database, ...change } })
const changeEntries = (change: (entries: readonly HistoryRow[]) => readonly HistoryRow[]) =>
  changeDatabase({ entries: change(sound.database.entries) })
const replaceCommand = (key: string, change: Partial<ObservedCommand>): CrashRun => ({
  ...sound,
  commands: sound.commands.map((command) => (command.key === key ? { ...command, ...change } : command)),
})
const [stream] = sound.streams

test('finds nothing in a run in which all is well', () => {
  expect(checkRun(sound)).toEqual([])
})

test('takes no later version of a copy for another copy', () => {
  const later = { id: 'later', revision: 1, status: 'draft', name: 'k5', number: 2 }
  const run = changeDatabase({ versions: [...versions, later] })

  expect(checkRun(run).filter((problem) => problem.includes('copies'))).toEqual([])
})

const broken: Readonly<Record<string, readonly [CrashRun, RegExp]>> = {
  'an answer before the commit: the acknowledged change is nowhere': [
    changeEntries((entries) => entries.filter(({ type }) => type !== 'stop')),
    /^Lost: stop k6 on v at r2 was acknowledged/,
  ],
  'an acknowledged copy that is nowhere': [
    changeDatabase({
      versions: versions.filter(({ id }) => id !== 'copy'),
      entries: sound.database.entries.filter(({ type }) => type !== 'duplicate' && type !== 'create'),
    }),
    /^Lost: duplicate k5/,
  ],
  'a lost update: the table is behind the history': [
    changeDatabase({ versions: versions.map((version) => (version.id === 'v' ? { ...version, revision: 2, status: 'paused' } : version)) }),
    /^The table has r2 paused of v; after the history it is r3 stopped\.$/,
  ],
  'a lost update: two users have changed one revision': [
    {
      ...sound,
      commands: [...sound.commands, { ...pause, userId: 'bea', key: 'k7' }],
    },
    /^Lost: pause k7 on v at r1/,
  ],
  'a stale read that decides: the entry begins from another status': [
    changeEntries((entries) => entries.map((entry) => (entry.type === 'stop' ? { ...entry, before: 'live' } : entry))),
    /^Entry 6 changes v from live, but it was paused\.$/,
  ],
  'an illegal transition of a user': [
    changeEntries((entries) => entries.map((entry) => (entry.type === 'stop' ? { ...entry, type: 'close', after: 'closed' } : entry))),
    /^Entry 6 is an illegal transition: close, paused → closed\.$/,
  ],
  'an illegal automatic transition, as of a pause that was resumed and resumes again': [
    changeEntries((entries) => [
      ...entries,
      buildEntry(7, { versionId: 'w', type: 'resume', userId: null, trigger: 'pauseOver', before: 'live', after: 'live' }),
    ]),
    /^Entry 7 is an illegal transition: resume, live → live\.$/,
  ],
  'a version that is created twice': [
    changeEntries((entries) => [...entries, { ...entries[2]!, sequence: 7 }]),
    /^Entry 7 creates copy twice, or too late\.$/,
  ],
  'a key that is not unique: one command has run twice': [
    changeEntries((entries) => [...entries, { ...entries[3]!, sequence: 7, before: 'stopped' }]),
    /^Entry 7 \(stop of v\) is of no command that succeeded\.$/,
  ],
  'a key that is not unique: two copies were made': [
    changeDatabase({ versions: [...versions, { ...versions[2]!, id: 'copy 2' }] }),
    /^duplicate k5 on v at r2 \(succeeded\) made 2 copies\.$/,
  ],
  'a key that is stored twice': [
    changeDatabase({ keys: [...sound.database.keys, sound.database.keys[0]!] }),
    /^The key k1 is stored 2 times\.$/,
  ],
  'a key that was not stored with its command': [
    changeDatabase({ keys: sound.database.keys.slice(1) }),
    /^The key k1 is stored 0 times\.$/,
  ],
  'two outcomes under one key': [
    { ...sound, commands: [...sound.commands, { ...stop, from: 23, to: 24, outcome: { kind: 'cancelled' } }] },
    /^The key k6 has several outcomes\.$/,
  ],
  'a cancelled command that has run': [
    replaceCommand('k6', { outcome: { kind: 'cancelled' } }),
    /^Entry 6 \(stop of v\) is of no command that succeeded\.$/,
  ],
  'a refusal for a reason that the table does not have': [
    replaceCommand('k3', { outcome: { kind: 'refused', reasonCode: 'notLive', current: { id: 'v', revision: 2, status: 'paused' } } }),
    /^close k3 on v at r2 was refused for notLive, when it was paused\.$/,
  ],
  'a command that is called stale, and is not': [replaceCommand('k2', { ifRevision: 2 }), /is called stale, and was not\.$/],
  'an answer with a state that never was': [
    replaceCommand('k1', { outcome: { kind: 'succeeded', result: { id: 'v', revision: 2, status: 'live' } } }),
    /^pause k1 on v at r1 was answered with v live at r2, which never was\.$/,
  ],
  'a read of a state that never was': [
    { ...sound, reads: [{ from: 3, to: 4, state: { id: 'v', revision: 4, status: 'closed' } }] },
    /^A read saw v at r4 as closed; in the history it is undefined\.$/,
  ],
  'a read that sees less than was acknowledged before it': [
    { ...sound, reads: [{ from: 23, to: 24, state: { id: 'v', revision: 2, status: 'paused' } }] },
    /^Not linearizable: a read on v is at r2, but r3 was seen before it began\.$/,
  ],
  'a read that sees what was written after it': [
    { ...sound, reads: [{ from: 7, to: 8, state: { id: 'v', revision: 3, status: 'stopped' } }] },
    /^Not linearizable: stop k6 on v is at r3, but r3 was seen before it began\.$/,
  ],
  'a command that comes before another one that was acknowledged before it': [
    replaceCommand('k1', { from: 23, to: 24 }),
    /^Not linearizable: pause k1 on v is at r2, but r3 was seen before it began\.$/,
  ],
  'a broken chain of hashes': [changeDatabase({ chainProblem: 'Entry 4 is not what was written.' }), /^Entry 4 is not what was written\.$/],
  'an event that was missed': [
    { ...sound, streams: [{ ...stream!, events: stream!.events.filter(({ sequence }) => sequence !== 3) }] },
    /^Stream 1 received entry 4 after entry 2\.$/,
  ],
  'an event that was sent twice': [
    { ...sound, streams: [{ ...stream!, events: [...stream!.events, { event: 'change', sequence: 6 }] }] },
    /^Stream 1 received entry 6 after entry 6\.$/,
  ],
  'a client of events that ends with another state than the table': [
    { ...sound, streams: [{ ...stream!, states: stream!.states.map((state) => (state.id === 'v' ? { ...state, revision: 2 } : state)) }] },
    /^Stream 1 has r2 stopped of v; after the history it is r3 stopped\.$/,
  ],
}

test.each(Object.keys(broken))('finds %s', (name) => {
  const [run, problem] = broken[name]!

  expect(checkRun(run)).toContainEqual(expect.stringMatching(problem))
})
