/** What an execution has done: moved its person by one step, found them not due, or found that they are no longer inside. */
export type ExecutionStep = 'moved' | 'waiting' | 'left'

/** Moves the person of an execution by one step, if they are due. Repeating it is safe: the fence decides. */
export type AdvanceExecution = (execution: string) => Promise<ExecutionStep>

/** An execution whose person is due. */
export interface DueExecution {
  readonly execution: string
  /** Unique for the step that is due: a wake-up with the same key changes nothing. */
  readonly key: string
  /** Whether it was never started. */
  readonly isNew: boolean
}

/** A durable execution engine, which has an execution for each walk of a person. It knows the person by a number alone. */
export interface Executions {
  /** Starts or wakes an execution. It advances its person as long as they are due, then waits for the next wake-up. Repeating it is safe. */
  readonly wake: (due: DueExecution) => Promise<void>
  /**
   * Ends executions whose people are no longer inside. Resolves to those that are known to have ended, now or since an earlier call. The others are
   * asked for again.
   */
  readonly cancel: (executions: readonly string[]) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

/** Opens the engine, which goes on with the executions that were under way. The tables of the store have to be there. */
export type OpenExecutions = (advance: AdvanceExecution) => Promise<Executions>
