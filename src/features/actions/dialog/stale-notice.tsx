import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { sessionOptions } from '#api/queries/session.ts'
import { SignInLink } from '#features/session/sign-in-link.tsx'
import { useFresh } from '#features/session/use-can-act.ts'
import { useSignedOut } from '#features/session/use-session-expired.ts'
import { isolate } from '#features/version/use-version-labels.ts'
import styles from './stale-notice.module.css'

interface NotCurrentProps {
  readonly id: string
  /** Whether something was confirmed of which nobody knows yet what became of it. */
  readonly underWay: 'nothing' | 'something'
}

/** Says in the dialog that what it shows cannot be confirmed now, because nobody is signed in or because it is old; and afterwards, who is signed in. */
export function NotCurrent({ id, underWay }: NotCurrentProps) {
  const t = useTranslations()
  const out = useSignedOut()
  const fresh = useFresh()
  const person = useQuery(sessionOptions).data?.user
  const [before] = useState(person)
  const [expired, setExpired] = useState(out !== null)
  if (out !== null && !expired) setExpired(true)
  const another = person !== undefined && before !== undefined && person.id !== before.id
  const said = (): string | null => {
    if (out !== null) return t(underWay === 'nothing' ? 'session.expiredHere' : 'session.expiredUnderWay')
    if (!fresh) return t('session.reading')
    const then = underWay === 'nothing' ? ` ${t('session.confirm')}` : ''
    if (another) return t('session.another', { name: isolate(person.name) }) + then
    return expired ? t('session.back') + then : null
  }
  const sentence = said()
  // The region is there before its text; that somebody is signed in again is announced by the page.
  return (
    <div aria-live={out === null ? 'off' : 'assertive'} className={sentence === null ? undefined : styles.notice}>
      {sentence !== null && <p id={id}>{sentence}</p>}
      {out !== null && <SignInLink out={out} />}
    </div>
  )
}
