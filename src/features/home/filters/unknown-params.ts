import { defaultParams, formatListParams, parseListParams } from './list-search-params.ts'

/** The values of the parameters that say what is so without them. */
const defaultValues: Readonly<Record<string, string>> = {
  search: '',
  status: 'all',
  versions: defaultParams.versions,
  sort: defaultParams.sort,
}

const maxParts = 5
const maxLength = 40

/** Whether a parameter means something. A search does, whatever it says. */
const isKnown = (name: string, value: string): boolean =>
  name === 'search' ||
  defaultValues[name] === value ||
  formatListParams(parseListParams(new URLSearchParams([[name, value]]))).get(name) === value

/** The parts of Home's query string that mean nothing, or repeat another one, as `name=value`: the first of them, each cut. */
export function listUnknownParams(searchParams: URLSearchParams): readonly string[] {
  const names = new Set<string>()
  const unknown = [...searchParams].filter(([name, value]) => {
    const isRepeated = names.has(name)
    names.add(name)
    return isRepeated || !isKnown(name, value)
  })
  return unknown.slice(0, maxParts).map(([name, value]) => `${name}=${value}`.slice(0, maxLength))
}
