import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Facets } from '#api/contract/filters/facets.ts'
import type { ValueFilter } from '#api/contract/filters/filter-query.ts'
import type { ListFilter } from '#api/queries/list.ts'
import { facetsOptions } from '#api/queries/filters/facets.ts'
import { useDebouncedCallback } from '#ui/input/use-debounced-callback.ts'

/** Time without a key after which values are looked for, in milliseconds. */
const typingDelayMs = 200

const noValues: Facets[ValueFilter] = []

/** Values that were looked for. */
export interface FoundValues {
  readonly values: Facets[ValueFilter]
  readonly state: 'ready' | 'loading' | 'failed'
  /** Looks for values, once nothing more is typed. */
  readonly find: (typed: string) => void
}

/**
 * Values of a filter that a text finds among all that there are. `isCut`: the panel has the first of them only; otherwise none are looked for.
 * `typed`: the text now.
 */
export function useFoundValues(filter: ValueFilter, list: ListFilter, isCut: boolean, typed: string): FoundValues {
  const [asked, setAsked] = useState('')
  const find = useDebouncedCallback(setAsked, typingDelayMs)
  const isAsked = isCut && asked.trim() !== ''
  const { data, isError, isPlaceholderData } = useQuery({ ...facetsOptions(list, asked.trim()), enabled: isAsked })
  const getState = () => {
    if (!isCut || (typed.trim() === '' && !isAsked)) return 'ready'
    if (typed.trim() !== asked.trim()) return 'loading'
    if (isError) return 'failed'
    return data === undefined || isPlaceholderData ? 'loading' : 'ready'
  }
  return { values: (isAsked && data?.[filter]) || noValues, state: getState(), find }
}
