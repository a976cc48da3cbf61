import type { ComponentProps } from 'react'
import { createLoadable, type Loadable } from '#ui/loadable.tsx'
import type { filterViews } from './panel/filter-views.ts'

type Views = typeof filterViews

/** Shows nothing, and the list works without it. */
const withoutIt = { failure: () => null }

/** A view of the filters, or of what else is chosen about the list, which is loaded on demand. `isNeeded`: the user has asked for it. */
export const createFilterView = <Name extends keyof Views>(name: Name, isNeeded = false): Loadable<ComponentProps<Views[Name]>> =>
  createLoadable<ComponentProps<Views[Name]>>(
    async () => (await import('./panel/filter-views.ts')).filterViews[name] as never,
    isNeeded ? {} : withoutIt,
  )
