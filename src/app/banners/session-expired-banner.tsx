import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { sessionOptions } from '#api/queries/session.ts'
import { useActionState } from '#features/actions/state/action-context.ts'
import { SignInLink } from '#features/session/sign-in-link.tsx'
import { useCanAct, useSessionExpired } from '#features/session/use-connection.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import '#i18n/dialog-messages.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import styles from './session-expired-banner.module.css'

const focusFallback = restoreFocusOnUnmount()

/** Reports an expired session while the data stays visible; detects a new session and names its user. It does not shift the layout. */
export function SessionExpiredBanner() {
  const t = useTranslations()
  const client = useQueryClient()
  const announce = useAnnounce()
  const sessionExpired = useSessionExpired()
  const canAct = useCanAct()
  const { pendingConfirmation } = useActionState()
  const user = useQuery(sessionOptions).data?.user
  const [otherUserId, setOtherUserId] = useState<string | null>(null)
  const previousUser = useRef<{ readonly id: string | undefined } | null>(null)
  // The session is read again on window focus, after a sign-in in another tab; between two focus events it is polled.
  useEffect(() => {
    if (sessionExpired === null) return undefined
    const checkSession = () => void client.invalidateQueries({ queryKey: sessionOptions.queryKey })
    checkSession()
    window.addEventListener('focus', checkSession)
    return () => window.removeEventListener('focus', checkSession)
  }, [sessionExpired, client])
  // Effect, because the announcer is outside React; it runs once all data is current.
  useEffect(() => {
    if (sessionExpired !== null) previousUser.current ??= { id: user?.id }
    else if (previousUser.current !== null && canAct && user !== undefined) {
      const isOtherUser = previousUser.current.id !== user.id
      announce(isOtherUser ? t('session.another', { name: isolateBidi(user.name) }) : t('session.back'))
      setOtherUserId(isOtherUser ? user.id : null)
      previousUser.current = null
    }
  }, [sessionExpired, canAct, user, announce, t])
  // Not shown over a dialog, which has its own message, nor on a page that has never loaded.
  if (pendingConfirmation !== null || user === undefined) return null
  if (sessionExpired === null)
    return (
      otherUserId === user.id && (
        <div className={styles.banner}>
          <p>{t('session.another', { name: isolateBidi(user.name) })}</p>
          <Button ref={focusFallback} onPress={() => setOtherUserId(null)}>
            {t('notice.dismiss')}
          </Button>
        </div>
      )
    )
  return (
    <div className={styles.banner}>
      <p>{t('session.expired')}</p>
      <SignInLink sessionExpired={sessionExpired} />
    </div>
  )
}
