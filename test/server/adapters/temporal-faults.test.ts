import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { getEventListeners } from 'node:events'
import { status } from '@grpc/grpc-js'
import { Connection } from '@temporalio/client'
import { answerTasks } from '#packages/engine-temporal/answer-tasks.ts'
import { createOutage } from '#packages/engine-temporal/outage.ts'
import { openTemporalExecutions } from '#packages/engine-temporal/temporal-executions.ts'
import type { Executions } from '#server/engine/executions/executions.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { longCallMs, startTemporalService, type TemporalService } from './temporal-service.ts'

let service: TemporalService
let executions: Executions
let time: number
let reported: string[]
/** The executions whose person was advanced, in order, and what the next steps of each are. */
let advanced: string[]
let steps: Map<string, (() => 'moved' | 'waiting' | 'left')[]>

beforeEach(async () => {
  service = await startTemporalService()
  time = 0
  reported = []
  advanced = []
  steps = new Map()
  await open('default')
})
afterEach(async () => {
  await executions.close()
  service.close()
})

const open = async (namespace: string, callMs = longCallMs) => {
  executions = await openTemporalExecutions({
    url: service.url,
    namespace,
    taskQueue: 'test',
    advance: async (execution) => {
      advanced.push(execution)
      return steps.get(execution)?.shift()?.() ?? 'waiting'
    },
    report: ({ message }) => void reported.push(message),
    callMs,
    clock: () => time,
    wait: async () => undefined,
  })
}

const wake = (execution: string, key = 'due 1', isNew = false) => executions.wake({ execution, key, isNew })
const countCalls = (method: string) => service.calls.filter((call) => call.method === method).length
const expectStates = (states: Readonly<Record<string, string>>) => waitUntil(() => expect(service.listStates()).toEqual(states))
const waitForSteps = (count: number) => waitUntil(() => expect(advanced).toHaveLength(count))

/** Asks for the end of executions until the service has been asked for a number of them. */
const cancelAll = async (ids: readonly string[]) => {
  const ended = new Set<string>()
  await waitUntil(async () => {
    for (const id of await executions.cancel(ids.filter((each) => !ended.has(each)))) ended.add(id)
    expect(ended.size).toBe(ids.length)
  })
}

describe('a wake-up of Temporal', () => {
  test('starts one workflow for each walk, also if the start is repeated or its answer is lost', async () => {
    await wake('1', 'due 1', true)
    await wake('1', 'due 2', true)
    service.loseNextAnswer('StartWorkflowExecution')
    await wake('2', 'due 1', true)
    expect(reported).toEqual(['Temporal is away. It is asked again.'])
    time += 250
    await wake('2', 'due 1')

    await expectStates({ 'test-1': 'running', 'test-2': 'running' })
    expect([service.countRuns('test-1'), service.countRuns('test-2')]).toEqual([1, 1])
  })

  test('is sent once for each step that is due, and again after a minute', async () => {
    await wake('1', 'due 1', true)
    await waitForSteps(1)
    for (let round = 0; round < 3; round++) await wake('1', 'due 1')
    expect(countCalls('SignalWithStartWorkflowExecution')).toBe(0)
    await wake('1', 'due 2')
    await wake('1', 'due 2')
    await waitForSteps(2)
    time += 60_000
    await wake('1', 'due 2')

    await waitForSteps(3)
    expect(countCalls('SignalWithStartWorkflowExecution')).toBe(2)
  })

  test('starts a workflow again that was terminated by hand: its person would stay', async () => {
    await wake('1', 'due 1', true)
    await waitForSteps(1)
    service.terminate('test-1')
    steps.set('1', [() => 'moved', () => 'left'])
    await wake('1', 'due 2')

    await expectStates({ 'test-1': 'completed' })
    expect(service.countRuns('test-1')).toBe(2)
  })

  test('is sent again as soon as its person was moved, also if they wait then', async () => {
    steps.set('1', [() => 'moved', () => 'waiting'])
    await wake('1', 'due 1', true)
    await waitUntil(() => expect(countCalls('RespondWorkflowTaskCompleted')).toBe(1))
    await wake('1', 'due 1')

    expect(countCalls('SignalWithStartWorkflowExecution')).toBe(1)
  })

  test('that moved no person is forgotten some time after it was sent', async () => {
    await wake('1', 'due 1', true)
    await wake('2', 'due 1', true)
    await waitForSteps(2)
    time += 599_999
    await wake('2')
    time += 1
    await wake('3', 'due 1', true)
    await wake('1')
    time += 60_000
    await wake('2')

    const signals = service.calls.filter(({ method }) => method === 'SignalWithStartWorkflowExecution')
    expect(signals.map(({ text }) => /"requestId":"([^"]*)"/.exec(text)?.[1])).toEqual(['due 1 1', 'due 1 0', 'due 1 2'])
  })

  test.each([
    ['is unavailable', [status.UNAVAILABLE, status.UNAVAILABLE]],
    ['exceeds the deadline', [status.DEADLINE_EXCEEDED]],
    ['has too much to do', [status.RESOURCE_EXHAUSTED]],
  ])('a service that %s is asked ever more seldom, and reported once', async (_, codes) => {
    await wake('1', 'due 1', true)
    for (const pause of [250, 500, 1_000]) {
      service.failNext('SignalWithStartWorkflowExecution', ...codes)
      await wake('2')
      const calls = countCalls('SignalWithStartWorkflowExecution')
      time += pause - 1
      await wake('2')
      expect(countCalls('SignalWithStartWorkflowExecution')).toBe(calls)
      time += 1
    }
    await wake('2')

    await expectStates({ 'test-1': 'running', 'test-2': 'running' })
    expect(reported).toEqual(['Temporal is away. It is asked again.'])
  })

  test('that is not answered within the time of a call counts as an outage', async () => {
    await executions.close()
    await open('default', 20)
    const release = service.hold('StartWorkflowExecution')
    await wake('1', 'due 1', true)
    release()

    expect(reported).toEqual(['Temporal is away. It is asked again.'])
  })

  test('that the service refuses fails, and is sent again', async () => {
    service.failNext('StartWorkflowExecution', status.PERMISSION_DENIED)
    await expect(wake('1', 'due 1', true)).rejects.toThrow('PERMISSION_DENIED')
    await wake('1', 'due 1', true)

    await expectStates({ 'test-1': 'running' })
  })
})

describe('a task of Temporal', () => {
  test('whose step fails is given again; why is reported once, and not told Temporal', async () => {
    const fail = () => {
      throw new Error('customer-4711 is a duplicate')
    }
    steps.set('1', [fail, fail, () => 'left'])
    await wake('1', 'due 1', true)

    await expectStates({ 'test-1': 'completed' })
    expect(reported).toEqual(['customer-4711 is a duplicate'])
    expect(service.calls.filter(({ text }) => text.includes('4711'))).toEqual([])
  })

  test('whose step fails is reported again if its workflow was ended meanwhile', async () => {
    const fail = () => {
      throw new Error('planted')
    }
    const release = service.hold('RespondWorkflowTaskFailed')
    steps.set('1', [fail])
    await wake('1', 'due 1', true)
    await waitUntil(() => expect(countCalls('RespondWorkflowTaskFailed')).toBe(1))
    await cancelAll(['1'])
    release()
    steps.set('1', [fail, () => 'left'])
    await wake('1', 'due 2')

    await expectStates({ 'test-1': 'completed' })
    expect(reported).toEqual(['planted', 'planted'])
  })

  test('that takes many steps is answered and given again', async () => {
    steps.set('1', [...Array.from({ length: 30 }, () => () => 'moved' as const), () => 'left'])
    await wake('1', 'due 1', true)

    await expectStates({ 'test-1': 'completed' })
    expect([advanced.length, countCalls('RespondWorkflowTaskCompleted')]).toEqual([31, 2])
  })

  test('is given again if it was not answered in time; the late answer changes nothing', async () => {
    const release = service.hold('RespondWorkflowTaskCompleted')
    steps.set('1', [() => 'waiting', () => 'left'])
    await wake('1', 'due 1', true)
    await waitUntil(() => expect(countCalls('RespondWorkflowTaskCompleted')).toBe(1))
    service.timeOutTasks()
    await waitUntil(() => expect(countCalls('RespondWorkflowTaskCompleted')).toBe(2))
    release()

    await expectStates({ 'test-1': 'completed' })
    expect(reported).toEqual([])
  })

  test('a wake-up that comes while the workflow ends is answered before it', async () => {
    const release = service.hold('RespondWorkflowTaskCompleted')
    steps.set('1', [() => 'left', () => 'left'])
    await wake('1', 'due 1', true)
    await waitUntil(() => expect(countCalls('RespondWorkflowTaskCompleted')).toBe(1))
    await wake('1', 'due 2')
    release()

    await expectStates({ 'test-1': 'completed' })
    expect(advanced).toEqual(['1', '1'])
    expect(reported).toEqual([])
  })

  test('polls that fail are reported once, and begin again', async () => {
    await executions.close()
    service.failNext('PollWorkflowTaskQueue', ...Array.from({ length: 20 }, () => status.UNAVAILABLE))
    await open('default')
    await waitUntil(() => {
      time += 30_000
      expect(countCalls('PollWorkflowTaskQueue')).toBeGreaterThanOrEqual(25)
    })
    time += 30_000
    await wake('1', 'due 1', true)

    await waitForSteps(1)
    expect(new Set(reported)).toEqual(new Set(['Temporal is away. It is asked again.']))
  })

  test('polls leave nothing behind on the signal that ends them', async () => {
    await executions.close()
    const calls = countCalls('PollWorkflowTaskQueue')
    service.failNext('PollWorkflowTaskQueue', ...Array.from({ length: 20 }, () => status.PERMISSION_DENIED))
    const connection = Connection.lazy({ address: new URL(service.url).host })
    const closing = new AbortController()
    const answering = answerTasks(
      {
        connection,
        namespace: 'default',
        taskQueue: 'test',
        identity: 'test',
        advance: async () => 'waiting',
        findExecution: () => null,
        failing: new Set(),
        onMoved: () => undefined,
        outage: createOutage(
          () => time,
          () => undefined,
        ),
        callMs: longCallMs,
        report: () => undefined,
        wait: async () => undefined,
      },
      closing.signal,
    )
    await waitUntil(() => expect(countCalls('PollWorkflowTaskQueue') - calls).toBe(21))
    const listeners = getEventListeners(closing.signal, 'abort').length
    closing.abort()
    await answering
    await connection.close()

    expect(listeners).toBe(1)
    expect(getEventListeners(closing.signal, 'abort')).toEqual([])
  })
})

describe('the end of executions in Temporal', () => {
  test('an execution is ended if it is running, has ended, or was never started', async () => {
    steps.set('2', [() => 'left'])
    await wake('1', 'due 1', true)
    await wake('2', 'due 1', true)
    await expectStates({ 'test-1': 'running', 'test-2': 'completed' })

    await cancelAll(['1', '2', '3'])

    expect(service.listStates()).toEqual({ 'test-1': 'terminated', 'test-2': 'completed' })
    expect(reported).toEqual([])
  })

  test('slow terminations hold up no other work, and are asked for once', async () => {
    const release = service.hold('TerminateWorkflowExecution')
    await wake('1', 'due 1', true)
    await waitForSteps(1)
    for (let round = 0; round < 3; round++) expect(await executions.cancel(['1'])).toEqual([])
    await waitUntil(() => expect(countCalls('TerminateWorkflowExecution')).toBe(1))
    await wake('2', 'due 1', true)
    await waitForSteps(2)
    release()
    await cancelAll(['1'])

    expect(countCalls('TerminateWorkflowExecution')).toBe(1)
  })

  test('workflows are terminated at a bounded rate', async () => {
    const ids = Array.from({ length: 120 }, (_, nth) => `${nth}`)
    const ended: string[] = []
    const cancel = async () => ended.push(...(await executions.cancel(ids.filter((id) => !ended.includes(id)))))
    const cancelUntil = (count: number) =>
      waitUntil(async () => {
        await cancel()
        expect(ended).toHaveLength(count)
      })
    await cancelUntil(50)
    expect(countCalls('TerminateWorkflowExecution')).toBe(50)
    time += 500
    await cancelUntil(75)
    time += 60_000
    await cancelUntil(120)

    expect(countCalls('TerminateWorkflowExecution')).toBe(120)
  })

  test('a termination that fails is asked for again', async () => {
    service.failNext('TerminateWorkflowExecution', status.DEADLINE_EXCEEDED, status.PERMISSION_DENIED)
    await wake('1', 'due 1', true)
    await waitForSteps(1)
    await executions.cancel(['1'])
    await waitUntil(() => expect(reported).toHaveLength(1))
    time += 250
    await cancelAll(['1'])

    expect(service.listStates()).toEqual({ 'test-1': 'terminated' })
    expect(reported).toEqual(['Temporal is away. It is asked again.', '7 PERMISSION_DENIED: planted'])
  })

  test('in a namespace that is missing no execution counts as ended', async () => {
    await executions.close()
    await open('other')

    await expect(executions.cancel(['1'])).rejects.toThrow('Namespace other is not found.')
    await expect(wake('1', 'due 1', true)).rejects.toThrow('Namespace other is not found.')
    expect(countCalls('TerminateWorkflowExecution')).toBe(0)
  })
})
