import { useState } from 'react'
import { Link } from 'react-router'
import { useLocale } from 'use-intl'
import { PageTitle } from '#ui/page-title.tsx'
import { signIn } from '#mocks/demo/demo-client.ts'
import { tellOtherTabs } from '#mocks/demo/tab-messages.ts'
import { ana, jonas } from '#mocks/seed/demo-users.ts'
import { roles } from '#mocks/demo/settings.ts'
import { signInWords } from './sign-in-messages.ts'
import { getInitials } from '#ui/initials.ts'
import styles from './sign-in.module.css'

const people = { marketer: ana, viewer: jonas } as const

/** Where one signs in to the demo: no secrets, just who one wants to be. What was left in other tabs goes on there. */
export function SignIn() {
  const words = signInWords[useLocale()]
  const [state, setState] = useState<'choosing' | 'failed' | (typeof roles)[number]>('choosing')
  const choose = async (role: (typeof roles)[number]) => {
    try {
      await signIn(role)
    } catch {
      return setState('failed')
    }
    tellOtherTabs('steered')
    setState(role)
    // Only a tab that was opened for this can be closed.
    if (history.length === 1) window.close()
  }
  const done = state === 'choosing' || state === 'failed' ? null : people[state]
  return (
    <main className={styles.page}>
      <PageTitle page={words.title} />
      <h1 className={styles.title}>{done === null ? words.title : words.done(done.name)}</h1>
      <p className={styles.text}>{done === null ? words.explanation : words.back}</p>
      {done === null ? (
        <div className={styles.people}>
          {roles.map((role) => (
            <button
              key={role}
              type="button"
              className={styles.person}
              aria-label={words.as(people[role].name, words.roles[role])}
              onClick={() => void choose(role)}
            >
              <span className={styles.initials} aria-hidden>
                {getInitials(people[role].name)}
              </span>
              <span className={styles.name}>{people[role].name}</span>
              <span className={styles.role}>
                {words.roles[role]}, {words.may[role]}
              </span>
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
