import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { sessionOptions } from '#api/queries/session.ts'
import { SignInLink } from '#features/session/sign-in-link.tsx'
import { useCanAct, useSessionExpired } from '#features/session/use-connection.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import styles from './stale-notice.module.css'

interface StaleNoticeProps {
  readonly id: string
  /** Whether a command was confirmed and its outcome is not known yet. */
  readonly commandState: 'none' | 'inFlight'
}

/** Explains why the dialog cannot be confirmed now (session expired or data stale), and later names the user who is signed in. */
export function StaleNotice({ id, commandState }: StaleNoticeProps) {
  const t = useTranslations()
  const sessionExpired = useSessionExpired()
  const canAct = useCanAct()
  const user = useQuery(sessionOptions).data?.user
  const [initialUser] = useState(user)
  const [wasExpired, setWasExpired] = useState(sessionExpired !== null)
  if (sessionExpired !== null && !wasExpired) setWasExpired(true)
  const isOtherUser = user !== undefined && initialUser !== undefined && user.id !== initialUser.id
  const getSentence = (): string | null => {
    if (sessionExpired !== null) return t(commandState === 'none' ? 'dialogSession.expiredHere' : 'dialogSession.expiredUnderWay')
    if (!canAct) return t('dialogSession.reading')
    const confirmHint = commandState === 'none' ? ` ${t('dialogSession.afterSignIn')}` : ''
    if (isOtherUser) return t('session.another', { name: isolateBidi(user.name) }) + confirmHint
    return wasExpired ? t('session.back') + confirmHint : null
  }
  const sentence = getSentence()
  // Live region: mounted before its text. The page announces the new sign-in.
  return (
    <div aria-live={sessionExpired === null ? 'off' : 'assertive'} aria-atomic className={sentence === null ? undefined : styles.notice}>
      {sentence !== null && <p id={id}>{sentence}</p>}
      {sessionExpired !== null && <SignInLink sessionExpired={sessionExpired} />}
    </div>
  )
}
