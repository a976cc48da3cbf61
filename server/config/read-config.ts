import { configRules } from './config-rules.ts'
import { configSchema, getVariableFacts, variableNames, type Config, type VariableName } from './config-schema.ts'
import * as v from 'valibot'

/** Exit code of a wrong configuration (`EX_CONFIG` of sysexits.h). */
export const wrongConfigExitCode = 78

/** What the command line asks for. */
export interface ServerOptions {
  /** Whether sample journeys are put into an empty store. */
  readonly hasSample: boolean
}

/** What `--engine` says, and the other options. */
function takeEngine(options: readonly string[]): { readonly engine: string | undefined; readonly others: readonly string[] } {
  const place = options.indexOf('--engine')
  return place === -1
    ? { engine: undefined, others: options }
    : { engine: options[place + 1] ?? 'none', others: options.toSpliced(place, 2) }
}

/** The configuration and options, or all mistakes, one sentence each. */
export type ConfigReading =
  | { readonly config: Config; readonly options: ServerOptions; readonly mistakes?: never }
  | { readonly mistakes: readonly string[]; readonly config?: never; readonly options?: never }

const maxShownLength = 80

/** How a value is shown: never a secret, nor a password in an address. */
function formatValue(name: VariableName, value: string | undefined): string {
  if (value === undefined) return `${name} is not set`
  if (getVariableFacts(name).isSecret) return `${name} (a secret, ${value.length} characters) is wrong`
  const shown = value.replace(/\/\/[^/@]*@/, '//***@')
  return `${name} is ${JSON.stringify(shown.length > maxShownLength ? `${shown.slice(0, maxShownLength)}…` : shown)}`
}

const formatMistake = (name: VariableName, value: string | undefined, mustBe: string): string =>
  `${formatValue(name, value)}: it has to be ${mustBe}, for example ${getVariableFacts(name).example}.`

/** Reads the configuration from the variables of the environment. An empty variable counts as absent. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>, options: readonly string[] = []): ConfigReading {
  const { engine, others } = takeEngine(options)
  const given = engine === undefined ? variables : { ...variables, ENGINE: engine }
  const mistakes: string[] = others
    .filter((option) => option !== '--sample')
    .map((option) => `The option ${JSON.stringify(option)} is not known: there are --sample and --engine.`)
  const values: Partial<Record<VariableName, unknown>> = {}
  const wrongNames = new Set<VariableName>()
  const report = (name: VariableName, mustBe: string) => {
    mistakes.push(formatMistake(name, given[name]?.trim() || undefined, mustBe))
    wrongNames.add(name)
  }
  for (const name of variableNames) {
    const parsed = v.safeParse(configSchema.entries[name], given[name]?.trim() || undefined)
    if (parsed.success) values[name] = parsed.output
    else report(name, parsed.issues[0].message)
  }
  const config = values as Config
  for (const { name, needs, isBroken, mustBe } of configRules)
    if (!needs.some((needed) => wrongNames.has(needed)) && isBroken(config)) report(name, mustBe)
  return mistakes.length > 0 ? { mistakes } : { config, options: { hasSample: options.includes('--sample') } }
}
