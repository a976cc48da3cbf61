import { lazy, Suspense, useMemo, useRef, useState, type ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { Intent } from '#api/actions.ts'
import type { Version } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import { pageOf } from '#features/version/page-of.ts'
import { EndingContext, type Chosen, type Done, type Subject } from './chosen.ts'
import { firstStillThere, placesToReturn } from './focus.ts'

const loadConfirmation = () => import('./confirmation.tsx')
const Confirmation = lazy(async () => ({ default: (await loadConfirmation()).Confirmation }))

/** Fetches the dialog's code ahead of time, so that the first click opens it at once. */
export const preloadConfirmation = () => void loadConfirmation().catch(() => {})

/** Holds what is being confirmed, shows its dialog, and remembers what was done. */
export function EndingProvider({ children }: { readonly children: ReactNode }) {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [page, setPage] = useState(pathname)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const [acted, setActed] = useState<readonly string[]>([])
  const unanswered = useRef<Intent | null>(null)
  // A confirmation is not a place: going to another page, or back, leaves it.
  if (page !== pathname) {
    setPage(pathname)
    setChosen(null)
    setActed([])
  }
  const ending = useMemo(
    () => ({
      chosen,
      choose: (action: Action, version: Subject) => {
        setChosen({ action, version, returnTo: [...placesToReturn(document.activeElement), ...(done?.returnTo ?? [])] })
      },
      acted,
      moveOn: () => setActed([]),
      done,
      dismiss: () => setDone(null),
    }),
    [chosen, acted, done],
  )
  const finish = ({ action, version, returnTo }: Chosen, result: Version) => {
    setActed((before) => (result.deletedAt === null ? [...before, version.id] : before))
    setDone({ action, version: result, returnTo })
    setChosen(null)
    if (result.deletedAt !== null && pathname === pageOf(result)) void navigate('/')
  }
  return (
    <EndingContext value={ending}>
      {children}
      <Suspense>
        {chosen && (
          <Confirmation
            chosen={chosen}
            unanswered={unanswered}
            onSwitch={(action) => setChosen({ ...chosen, action })}
            onCancel={() => setChosen(null)}
            onDone={(result) => finish(chosen, result)}
            onClosed={() => firstStillThere(chosen.returnTo)?.focus({ preventScroll: true })}
          />
        )}
      </Suspense>
    </EndingContext>
  )
}
