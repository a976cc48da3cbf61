import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useLocation } from 'react-router'
import { useTranslations } from 'use-intl'
import type { Session } from '#api/contract/session.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { MonitorIcon, MoonIcon, SunIcon, type Icon } from '#ui/icon.tsx'
import { Link } from '#ui/navigation/link.tsx'
import { Segmented, type SegmentedOption } from '#ui/input/segmented.tsx'
import { LanguageSelect } from './language-select.tsx'
import { themes, usePreferences, type Theme } from './preferences.tsx'
import { RegionSelect } from './region-select.tsx'
import { getInitials } from '#ui/initials.ts'
import styles from './top-bar.module.css'

const themeIcons: Readonly<Record<Theme, Icon>> = { light: SunIcon, dark: MoonIcon, system: MonitorIcon }

/** Product name, link to Home, language, region, theme, and the signed-in user. */
export function TopBar({ demo }: { readonly demo: ReactNode }) {
  const t = useTranslations()
  const { pathname } = useLocation()
  const session = useQuery(sessionOptions)
  const { theme, setTheme } = usePreferences()
  return (
    <header className={styles.bar}>
      <div className={styles.inner}>
        <Link to="/" className={styles.brand} aria-label={t('app.name')}>
          <Logo />
          <span className={styles.brandName}>{t('app.name')}</span>
        </Link>
        <nav aria-label={t('app.navigation')} className={styles.nav}>
          <Link to="/" className={styles.link} aria-current={pathname === '/' ? 'page' : undefined}>
            {t('app.home')}
          </Link>
        </nav>
        <div className={styles.tools}>
          {demo}
          <LanguageSelect />
          <span className={styles.region}>
            <RegionSelect />
          </span>
          <Segmented
            label={t('app.theme')}
            value={theme}
            options={themes.map((value): SegmentedOption<Theme> => {
              const ThemeIcon = themeIcons[value]
              return { value, name: t(`app.themes.${value}`), content: <ThemeIcon size={16} /> }
            })}
            onChange={setTheme}
          />
          <UserAvatar session={session.data} />
        </div>
      </div>
    </header>
  )
}

/** The initials of the user. Where an installation has a page to sign out, they lead to it. */
function UserAvatar({ session }: { readonly session: Session | undefined }) {
  const t = useTranslations()
  if (session === undefined) return <span className={styles.person} />
  const { user, signOut } = session
  const label = t(signOut === undefined ? 'app.signedInAs' : 'app.signOut', { name: user.name })
  const naming = { className: styles.person, 'aria-label': label, title: label }
  const initials = getInitials(user.name)
  if (signOut === undefined)
    return (
      <span role="img" {...naming}>
        {initials}
      </span>
    )
  return (
    <a href={signOut} {...naming}>
      {initials}
    </a>
  )
}

function Logo() {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden focusable="false">
      <rect width="32" height="32" rx="9" fill="var(--accent)" />
      <path d="M7.5 21.5h4.75c4.5 0 3-11 7.5-11" fill="none" stroke="var(--accent-ink)" strokeWidth="2.75" strokeLinecap="round" />
      <circle cx="23.5" cy="10.5" r="3" fill="var(--accent-ink)" />
    </svg>
  )
}
