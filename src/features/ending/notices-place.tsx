import { lazy, Suspense } from 'react'
import { useEnding } from './chosen.ts'
import { loadDialogs } from './load-dialogs.ts'

const Notices = lazy(async () => ({ default: (await loadDialogs()).Notices }))

/** Where it is said what was done, and what is under way or was not done. */
export function NoticesPlace() {
  const { chosen, done, pursuits } = useEnding()
  // Already with the dialog: what was done is told in the moment in which it goes.
  if (chosen === null && done === null && pursuits.length === 0) return null
  return (
    <Suspense>
      <Notices />
    </Suspense>
  )
}
