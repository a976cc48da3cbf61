import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { sessionOptions } from '#api/queries/session.ts'
import { useActions } from '#features/actions/state/action-context.ts'
import { SignInLink } from '#features/session/sign-in-link.tsx'
import { useCanAct } from '#features/session/use-can-act.ts'
import { useSessionExpired } from '#features/session/use-session-expired.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import styles from './session-expired-banner.module.css'

/** Says that nobody is signed in any more, while what was shown stays; notices when somebody is, and says who. It takes no place from anything. */
export function SessionExpiredBanner() {
  const t = useTranslations()
  const client = useQueryClient()
  const announce = useAnnounce()
  const sessionExpired = useSessionExpired()
  const canAct = useCanAct()
  const { pendingConfirmation } = useActions()
  const user = useQuery(sessionOptions).data?.user
  const previousUser = useRef<{ readonly id: string | undefined } | null>(null)
  // Whoever comes back from signing in elsewhere looks at this window again; between two looks, the session is read again by itself.
  useEffect(() => {
    if (sessionExpired === null) return undefined
    const checkSession = () => void client.invalidateQueries({ queryKey: sessionOptions.queryKey })
    checkSession()
    window.addEventListener('focus', checkSession)
    return () => window.removeEventListener('focus', checkSession)
  }, [sessionExpired, client])
  // What is announced is heard outside of React, once everything is true again.
  useEffect(() => {
    if (sessionExpired !== null) previousUser.current ??= { id: user?.id }
    else if (previousUser.current !== null && canAct && user !== undefined) {
      announce(previousUser.current.id === user.id ? t('session.back') : t('session.another', { name: isolateBidi(user.name) }))
      previousUser.current = null
    }
  }, [sessionExpired, canAct, user, announce, t])
  // A dialog says it itself, and a page of which nothing was ever shown.
  if (sessionExpired === null || pendingConfirmation !== null || user === undefined) return null
  return (
    <div className={styles.banner}>
      <p>{t('session.expired')}</p>
      <SignInLink sessionExpired={sessionExpired} />
    </div>
  )
}
