import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { Version } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import { pageOf } from '#features/version/page-of.ts'
import { EndingContext, type Chosen, type Subject } from './chosen.ts'
import { DoneNotice, type Done } from './done-notice.tsx'
import { focusFirst, placesToReturn } from './focus.ts'

const loadConfirmation = () => import('./confirmation.tsx')
const Confirmation = lazy(async () => ({ default: (await loadConfirmation()).Confirmation }))

/** Fetches the dialog's code ahead of time, so that the first click opens it at once. */
export const preloadConfirmation = () => void loadConfirmation().catch(() => {})

/** Holds what is being confirmed, shows its dialog, and afterwards what was done. */
export function EndingProvider({ children }: { readonly children: ReactNode }) {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const [acted, setActed] = useState<readonly string[]>([])
  const ending = useMemo(
    () => ({
      chosen,
      choose: (action: Action, version: Subject) => setChosen({ action, version, returnTo: placesToReturn(document.activeElement) }),
      acted,
      moveOn: () => setActed([]),
    }),
    [chosen, acted],
  )
  const finish = (action: Action, result: Version) => {
    setActed((before) => (chosen && result.deletedAt === null ? [...before, chosen.version.id] : before))
    setDone({ action, version: result })
    setChosen(null)
    if (result.deletedAt !== null && pathname === pageOf(result)) void navigate('/')
  }
  const dismiss = () => {
    setDone(null)
    focusFirst([])
  }
  return (
    <EndingContext value={ending}>
      {children}
      {done && <DoneNotice done={done} onDismiss={dismiss} />}
      <Suspense>
        {chosen && (
          <Confirmation
            chosen={chosen}
            onSwitch={(action) => setChosen({ ...chosen, action })}
            onCancel={() => setChosen(null)}
            onDone={finish}
            onClosed={() => focusFirst(chosen.returnTo)}
          />
        )}
      </Suspense>
    </EndingContext>
  )
}
