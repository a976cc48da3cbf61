import { expect, test } from 'vitest'
import { OptionError, parseBenchOptions } from '#test/bench/report/bench-options.ts'

test('without options everything is measured five times, and each screen is watched for a minute', () => {
  expect(parseBenchOptions([])).toEqual({ runs: 5, parts: ['start', 'steps', 'idle'], idleSeconds: 60, against: null })
})

test('the options choose the runs, the parts in their order, the seconds at rest and an earlier result', () => {
  const options = parseBenchOptions(['--runs', '3', '--only', 'steps', '--only=start', '--idle-seconds', '10', '--against', 'old.json'])

  expect(options).toEqual({ runs: 3, parts: ['start', 'steps'], idleSeconds: 10, against: 'old.json' })
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
  [['--only', 'begin'], '--only knows start, steps, idle, not “begin”.'],
  [['--run', '3'], /--run/],
  [['--against'], /--against/],
  [['now'], /now/],
])('the options %j are refused with a sentence', (args, message) => {
  const parse = () => parseBenchOptions(args)

  expect(parse).toThrow(OptionError)
  expect(parse).toThrow(message)
})
