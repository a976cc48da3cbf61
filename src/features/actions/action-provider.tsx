import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { Version } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import { pageOf } from '#features/version/version-path.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { EndingContext, type Chosen, type Done, type Subject } from '#features/actions/state/action-context.ts'
import { firstStillThere, placesToReturn } from '#features/actions/state/focus-restoration.ts'
import { loadDialogs } from './lazy-dialogs.ts'
import { isOf, type Pursuit } from '#features/actions/state/pending-command.ts'
import { useDoneSentence } from '#features/version/use-completed-sentence.ts'
import { usePursuits } from '#features/actions/state/use-pending-commands.ts'

const Confirmation = lazy(async () => ({ default: (await loadDialogs()).Confirmation }))

/** Holds what is being confirmed, shows its dialog, follows what was confirmed, and remembers what was done. */
export function EndingProvider({ children }: { readonly children: ReactNode }) {
  const navigate = useNavigate()
  const announce = useAnnounce()
  const doneSentence = useDoneSentence()
  const { pathname } = useLocation()
  const [page, setPage] = useState(pathname)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const [acted, setActed] = useState<readonly string[]>([])
  const { pursuits, follow, drop } = usePursuits((pursuit: Pursuit, result: Version) => {
    const { action, versionId, returnTo } = pursuit
    announce(doneSentence(action, result))
    setActed((before) => (result.deletedAt === null ? [...before, versionId] : before))
    setDone({ action, version: result, returnTo })
    setChosen((now) => (isOf(pursuit, now) ? null : now))
  })
  // A confirmation is not a place: going to another page, or back, leaves it.
  if (page !== pathname) {
    setPage(pathname)
    setChosen(null)
    setActed([])
  }
  const gone = done !== null && done.version.deletedAt !== null ? pageOf(done.version) : null
  // The address lies outside of React: the page of what was just deleted is left.
  useEffect(() => {
    if (gone === pathname) void navigate('/')
  }, [gone, pathname, navigate])
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
      pursuits: pursuits.filter((pursuit) => !isOf(pursuit, chosen)),
      forget: ({ key }: Pursuit) => drop((pursuit) => pursuit.key === key),
    }),
    [chosen, acted, done, pursuits, drop],
  )
  const leave = (now: Chosen | null) => {
    // What its dialog has said has been read.
    drop((pursuit) => isOf(pursuit, chosen) && pursuit.failed !== null)
    setChosen(now)
  }
  return (
    <EndingContext value={ending}>
      {children}
      <Suspense>
        {chosen && (
          <Confirmation
            chosen={chosen}
            pursuit={pursuits.find((pursuit) => isOf(pursuit, chosen)) ?? null}
            onConfirm={(intent, run) => {
              const { key, action, versionId } = intent
              const { version, returnTo } = chosen
              void follow({ key, action, versionId, version, returnTo, stage: 'sending', failed: null }, run)
            }}
            onSwitch={(action) => leave({ ...chosen, action })}
            onCancel={() => leave(null)}
            onClosed={() => firstStillThere(chosen.returnTo)?.focus({ preventScroll: true })}
          />
        )}
      </Suspense>
    </EndingContext>
  )
}
