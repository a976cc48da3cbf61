import { useState } from 'react'
import { Link } from '#ui/navigation/link.tsx'
import { useWords } from './use-words.ts'
import { PageTitle } from '#ui/page-title.tsx'
import { signIn } from '#mocks/demo/demo-client.ts'
import { notifyOtherTabs } from '#mocks/demo/tab-messages.ts'
import { ana, jonas } from '#mocks/seed/demo-users.ts'
import { roles } from '#mocks/demo/settings.ts'
import { signInWords } from './sign-in-messages.ts'
import { getInitials } from '#ui/initials.ts'
import styles from './sign-in.module.css'

const usersByRole = { marketer: ana, viewer: jonas } as const

/** The demo's sign-in page: a choice of user without a secret. Other tabs continue their work after the sign-in. */
export function SignIn() {
  const words = useWords(signInWords)
  const [state, setState] = useState<'choosing' | 'failed' | (typeof roles)[number]>('choosing')
  const signInAs = async (role: (typeof roles)[number]) => {
    try {
      await signIn(role)
    } catch {
      return setState('failed')
    }
    notifyOtherTabs('settingsChanged')
    setState(role)
    // A browser closes a tab by script only if a script opened it.
    if (history.length === 1) window.close()
  }
  const signedInUser = state === 'choosing' || state === 'failed' ? null : usersByRole[state]
  return (
    <main className={styles.page}>
      <PageTitle page={words.title} />
      <h1 className={styles.title}>{signedInUser === null ? words.title : words.done(signedInUser.name)}</h1>
      <p className={styles.text}>{signedInUser === null ? words.explanation : words.back}</p>
      {signedInUser === null ? (
        <div className={styles.users}>
          {roles.map((role) => (
            <button
              key={role}
              type="button"
              className={styles.user}
              aria-label={words.as(usersByRole[role].name, words.roles[role])}
              onClick={() => void signInAs(role)}
            >
              <span className={styles.initials} aria-hidden>
                {getInitials(usersByRole[role].name)}
              </span>
              <span className={styles.name}>{usersByRole[role].name}</span>
              <span className={styles.role}>{`${words.roles[role]}, ${words.may[role]}`}</span>
            </button>
          ))}
        </div>
      ) : (
        <Link to="/" className={styles.home}>
          {words.home}
        </Link>
      )}
      <p role="alert">{state === 'failed' && words.failed}</p>
    </main>
  )
}
