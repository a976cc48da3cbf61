import { expect, test } from 'vitest'
import { OptionError, parseBenchOptions } from '#test/bench/report/bench-options.ts'

test('without options everything but the lists of several sizes is measured five times, and each screen is watched for a minute', () => {
  expect(parseBenchOptions([])).toEqual({
    runs: 5,
    parts: ['start', 'steps', 'idle', 'backend'],
    idleSeconds: 60,
    sizes: [60, 1000, 10_000, 100_000],
    against: null,
  })
})

test('the options choose the runs, the parts in their order, the seconds at rest and an earlier result, and the sizes from few to many', () => {
  const options = parseBenchOptions([
    '--runs',
    '3',
    '--only',
    'steps',
    '--only=start',
    '--idle-seconds',
    '10',
    '--against',
    'old.json',
    '--size',
    '900',
    '--size=60',
  ])

  expect(options).toEqual({ runs: 3, parts: ['start', 'steps'], idleSeconds: 10, sizes: [60, 900], against: 'old.json' })
})

test('help is asked for beside other options', () => {
  expect(parseBenchOptions(['--runs', '3', '--help'])).toBeNull()
})

test.each([
  [['--runs', '0'], '--runs needs a whole number of at least 1, not “0”.'],
  [['--runs=-1'], '--runs needs a whole number of at least 1, not “-1”.'],
  [['--runs', '2.5'], '--runs needs a whole number of at least 1, not “2.5”.'],
  [['--runs', '1e3'], '--runs needs a whole number of at least 1, not “1e3”.'],
  [['--idle-seconds', 'long'], '--idle-seconds needs a whole number of at least 1, not “long”.'],
  [['--only', 'begin'], '--only knows start, steps, sizes, idle, backend, not “begin”.'],
  [['--size', 'large'], '--size needs a whole number of at least 1, not “large”.'],
  [['--only', 'sizes', '--size', '1000'], '--only sizes knows --size 60, 10000, 100000, not “1000”.'],
  [['--run', '3'], /--run/],
  [['--against'], /--against/],
  [['now'], /now/],
])('the options %j are refused with a sentence', (args, message) => {
  const parse = () => parseBenchOptions(args)

  expect(parse).toThrow(OptionError)
  expect(parse).toThrow(message)
})
