import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Metrics } from './metrics.ts'

/** Adds the figures of this process. */
export function addProcessFigures({ addGauge }: Pick<Metrics, 'addGauge'>): void {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  addGauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss())
  addGauge('nodejs_heap_used_bytes', 'Used part of the heap.', () => process.memoryUsage().heapUsed)
  addGauge('process_start_time_seconds', 'When the process was started.', () => Math.round(performance.timeOrigin / 1000))
  addGauge(
    'process_cpu_seconds_total',
    'Time of the processors.',
    () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
    'counter',
  )
  addGauge('nodejs_eventloop_delay_p99_seconds', 'Delay of the event loop since the metrics were asked for last.', () => {
    const seconds = delay.percentile(99) / 1e9
    delay.reset()
    return seconds
  })
}
