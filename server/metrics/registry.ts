/** The labels of a figure. Their values are routes, states and names of the program: never an identifier, nor what people wrote. */
type Labels = Readonly<Record<string, string>>

/** A figure that only grows. */
export interface Counter {
  readonly add: (count: number) => void
}

/** The distribution of durations in seconds. */
export interface Histogram {
  readonly observe: (seconds: number, labels?: Labels) => void
}

/** One value of a gauge that is read when the metrics are asked for. */
interface GaugeValue {
  readonly labels?: Labels
  readonly value: number
}

/** The figures of a process, printed in the text format of Prometheus. */
export interface Registry {
  readonly addCounter: (name: string, help: string) => Counter
  readonly addHistogram: (name: string, help: string) => Histogram
  /** `read` is called whenever the metrics are asked for. `type`: `counter` if the value only grows. */
  readonly addGauge: (name: string, help: string, read: () => number | readonly GaugeValue[], type?: 'gauge' | 'counter') => void
  readonly print: () => string
}

/** The upper ends of the buckets of every histogram, in seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

const escape = (text: string): string => text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')

/** Labels as they are printed, which also is their key. */
const printLabels = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

interface Distribution {
  readonly labels: Labels
  counts: readonly number[]
  sum: number
  count: number
}

const printDistribution = (name: string, { labels, counts, sum, count }: Distribution): string[] => [
  ...[...buckets.map(String), '+Inf'].map((le, nth) => `${name}_bucket${printLabels({ ...labels, le })} ${counts[nth] ?? count}`),
  `${name}_sum${printLabels(labels)} ${sum}`,
  `${name}_count${printLabels(labels)} ${count}`,
]

/** Creates an empty registry. */
export function createRegistry(): Registry {
  const families: (() => readonly string[])[] = []
  const add = (name: string, help: string, type: string, printSamples: () => readonly string[]) =>
    families.push(() => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...printSamples()])
  return {
    addCounter: (name, help) => {
      let total = 0
      add(name, help, 'counter', () => [`${name} ${total}`])
      return { add: (count) => void (total += count) }
    },
    addHistogram: (name, help) => {
      const distributions = new Map<string, Distribution>()
      add(name, help, 'histogram', () => [...distributions.values()].flatMap((each) => printDistribution(name, each)))
      return {
        observe: (seconds, labels = {}) => {
          const key = printLabels(labels)
          const found = distributions.get(key) ?? { labels, counts: buckets.map(() => 0), sum: 0, count: 0 }
          distributions.set(key, found)
          found.counts = found.counts.map((count, nth) => count + (seconds <= (buckets[nth] ?? Infinity) ? 1 : 0))
          found.sum += seconds
          found.count++
        },
      }
    },
    addGauge: (name, help, read, type = 'gauge') => {
      add(name, help, type, () => {
        const values = read()
        const list = typeof values === 'number' ? [{ value: values }] : values
        return list.map(({ labels = {}, value }: GaugeValue) => `${name}${printLabels(labels)} ${value}`)
      })
    },
    print: () => `${families.flatMap((printFamily) => printFamily()).join('\n')}\n`,
  }
}
