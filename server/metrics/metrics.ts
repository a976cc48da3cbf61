import { createRegistry, type Counter, type Histogram, type Registry } from './registry.ts'

/** The figures of one replica. */
export interface Metrics extends Pick<Registry, 'addGauge' | 'print'> {
  /** By route, method and class of the status. */
  readonly requests: Histogram
  /** By run: the scheduler, the batches, the walker. */
  readonly runs: Histogram
  readonly transitions: Counter
  readonly batchItems: Counter
  readonly walkerSteps: Counter
  readonly walkerMessages: Counter
  readonly hints: Histogram
}

/** Creates the figures of a replica. */
export function createMetrics(): Metrics {
  const { addCounter, addHistogram, addGauge, print } = createRegistry()
  return {
    requests: addHistogram('http_request_duration_seconds', 'Requests, from the first line to the beginning of the answer.'),
    runs: addHistogram('journey_run_duration_seconds', 'Runs of the scheduler, of the batches and of the walker.'),
    transitions: addCounter('journey_transitions_total', 'Automatic transitions that this replica has written.'),
    batchItems: addCounter('journey_batch_items_total', 'Items of batches that this replica has settled.'),
    walkerSteps: addCounter('journey_walker_steps_total', 'Steps of people that this replica has made.'),
    walkerMessages: addCounter('journey_walker_messages_total', 'Messages that were accepted from this replica.'),
    hints: addHistogram('journey_hint_delay_seconds', 'Time from a commit to the hint of it, at the replica that has sent it.'),
    addGauge,
    print,
  }
}
