import { valueFilters, type ValueFilter } from '#api/contract/filters/filter-query.ts'
import { defaultLook, defaultParams, formatListParams, parseListParams, type ListParams } from './list-search-params.ts'

/** The values of the parameters that say what is so without them. */
const defaultValues: Readonly<Record<string, string>> = {
  // The version of the address: there is one, so that it is never written.
  v: '1',
  search: '',
  status: 'all',
  versions: defaultParams.versions,
  sort: defaultParams.sort,
  ...defaultLook,
}

const maxParts = 5
const maxLength = 40

/** Whether a parameter means something. A search does, whatever it says. */
const isKnown = (name: string, value: string): boolean =>
  name === 'search' ||
  defaultValues[name] === value ||
  formatListParams(parseListParams(new URLSearchParams([[name, value]]))).get(name) === value

const hasValue = (listParams: ListParams, name: ValueFilter, value: string): boolean =>
  (listParams[name] as readonly string[]).includes(value)

const isRepeatable = (name: string): name is ValueFilter => (valueFilters as readonly string[]).includes(name)

/** The parts of Home's query string that mean nothing, or repeat another one, as `name=value`: the first of them, each cut. */
export function listUnknownParams(searchParams: URLSearchParams): readonly string[] {
  const understood = parseListParams(searchParams)
  const names = new Set<string>()
  const unknown = [...searchParams].filter(([name, value]) => {
    // Each value of a filter counts once, and there is a greatest number of them.
    const key = isRepeatable(name) ? JSON.stringify([name, value]) : name
    const isRepeated = names.has(key)
    names.add(key)
    return isRepeated || (isRepeatable(name) ? !hasValue(understood, name, value) : !isKnown(name, value))
  })
  return unknown.slice(0, maxParts).map(([name, value]) => `${name}=${value}`.slice(0, maxLength))
}
