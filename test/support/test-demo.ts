import type { Session } from '#api/contract/session.ts'
import { runBatches } from '#backend/batches/run-batches.ts'
import { runScheduler } from '#backend/history/scheduler.ts'
import type { Seed } from '#backend/store/store.ts'
import type { Instant } from '#domain/version.ts'
import { createDemo, type Demo, type DemoDependencies } from '#mocks/demo/demo.ts'
import { createMemoryDependencies } from '#mocks/demo/memory-dependencies.ts'
import { createInitialSettings } from '#mocks/demo/initial-settings.ts'

/** A demo whose contents, time and session a test sets. */
export interface TestDemo extends Demo {
  /** Restarts with `contents` and freezes time at `at`, which may be in the past. The marketer is signed in, without faults. */
  start(contents: Seed, at: Instant): Promise<void>
  /** Freezes time at `at`. */
  setTime(at: Instant): void
  /** Writes what is due, and notifies event streams that time has passed. */
  sendHeartbeat(): Promise<void>
  /** Overrides the session, independent of the acting user; `null` for signed out. */
  signIn(session: Session | null): void
}

/** Creates a demo for tests. It is empty until `start` or `initialize`. */
export function createTestDemo(dependencies: DemoDependencies = createMemoryDependencies()): TestDemo {
  const { replaceContents, settingsStore, notifier, realTime = Date.now } = dependencies
  let frozenAt: Instant | undefined
  let session: Session | null | undefined
  const demo = createDemo({ ...dependencies, getFrozenTime: () => frozenAt, getSession: () => session })
  return {
    ...demo,
    start: async (contents, at) => {
      // The time first: the scheduler may run at any moment.
      frozenAt = at
      session = undefined
      demo.network.setPlan({})
      await replaceContents(contents, () => undefined)
      await settingsStore.update(() => createInitialSettings(realTime()))
      notifier.notify('written')
    },
    setTime: (at) => {
      frozenAt = at
    },
    sendHeartbeat: async () => {
      await runScheduler(demo.environment)
      await runBatches(demo.environment)
      notifier.notify('beat')
    },
    signIn: (user) => {
      session = user
      notifier.notify('session')
    },
  }
}
