import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { sessionOptions } from '#api/queries/session.ts'
import { useEnding } from '#features/actions/state/action-context.ts'
import { SignInLink } from '#features/session/sign-in-link.tsx'
import { useFresh } from '#features/session/use-can-act.ts'
import { useSignedOut } from '#features/session/use-session-expired.ts'
import { isolate } from '#features/version/use-version-labels.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import styles from './session-expired-banner.module.css'

/** Says that nobody is signed in any more, while what was shown stays; notices when somebody is, and says who. It takes no place from anything. */
export function SignedOutNotice() {
  const t = useTranslations()
  const client = useQueryClient()
  const announce = useAnnounce()
  const out = useSignedOut()
  const fresh = useFresh()
  const { chosen } = useEnding()
  const person = useQuery(sessionOptions).data?.user
  const before = useRef<{ readonly id: string | undefined } | null>(null)
  // Whoever comes back from signing in elsewhere looks at this window again; between two looks, the session is read again by itself.
  useEffect(() => {
    if (out === null) return undefined
    const look = () => void client.invalidateQueries({ queryKey: sessionOptions.queryKey })
    look()
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [out, client])
  // What is announced is heard outside of React, once everything is true again.
  useEffect(() => {
    if (out !== null) before.current ??= { id: person?.id }
    else if (before.current !== null && fresh && person !== undefined) {
      announce(before.current.id === person.id ? t('session.back') : t('session.another', { name: isolate(person.name) }))
      before.current = null
    }
  }, [out, fresh, person, announce, t])
  // A dialog says it itself, and a page of which nothing was ever shown.
  if (out === null || chosen !== null || person === undefined) return null
  return (
    <div className={styles.notice}>
      <p>{t('session.expired')}</p>
      <SignInLink out={out} />
    </div>
  )
}
