import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react'
import { Outlet, ScrollRestoration, useLocation, useNavigation } from 'react-router'
import { useTranslations } from 'use-intl'
import { ActionProvider } from '#features/actions/action-provider.tsx'
import { preloadDialogs } from '#features/actions/lazy-dialogs.ts'
import { ToastRegion } from '#features/actions/toast-region.tsx'
import { BatchesProvider } from '#features/batches/batches-provider.tsx'
import { BatchesRegion } from '#features/batches/batches-region.tsx'
import { PaletteShortcut } from '#features/palette/palette-shortcut.tsx'
import { Announcer } from '#ui/announcer.tsx'
import styles from './layout.module.css'
import { loadJourneyPage } from './loading/load-journey-page.ts'
import { runAfterFirstLoad } from './loading/run-after-first-load.ts'
import { startAfterFirstLoad } from './loading/start-after-first-load.ts'
import { NoticeArea } from '#app/banners/notice-area.tsx'
import { StaleBanner } from '#app/banners/stale-banner.tsx'
import { SessionExpiredBanner, SessionExpiredRegion } from '#app/banners/session-expired-region.tsx'
import { NavigationMemoryContext, type NavigationMemory } from '#ui/navigation/navigation-memory.ts'
import { TopBar } from './top-bar.tsx'

/** What is probably needed next. A failure is ignored: it is loaded again when it is needed. */
const preloadParts = () => {
  preloadDialogs()
  SessionExpiredBanner.preload()
  loadJourneyPage().catch(() => {})
}

/** Not by the address: a history entry for the content would be a place that looks the same. */
const skipToContent = (event: MouseEvent) => {
  event.preventDefault()
  const content = document.getElementById('content')
  content?.focus()
  content?.scrollIntoView()
}

interface LayoutProps {
  readonly demo: ReactNode
  readonly memory: NavigationMemory
}

/** The persistent layout: top bar, dialogs, live region. */
export function Layout({ demo, memory }: LayoutProps) {
  const t = useTranslations()
  const client = useQueryClient()
  const navigation = useNavigation()
  const { pathname } = useLocation()
  const previousPathname = useRef(pathname)
  const [isIdle, setIsIdle] = useState(false)
  // Effect, because live updates come from outside React. Without them the backend is polled.
  useEffect(
    () => startAfterFirstLoad(client, async () => (await import('#api/live-updates/start-live-updates.ts')).startLiveUpdates),
    [client],
  )
  // Effect, because a pointer on its way to a link is outside React.
  useEffect(() => startAfterFirstLoad(client, async () => (await import('./loading/prefetch-on-intent.ts')).prefetchOnIntent), [client])
  // Effect, because the browser's idle time is outside React.
  useEffect(
    () =>
      runAfterFirstLoad(client, () => {
        preloadParts()
        setIsIdle(true)
      }),
    [client],
  )
  // Focus management: the focused element was on the previous page, so the heading of the new one gets the focus, and is announced.
  // Synchronously, before the next key press.
  useLayoutEffect(() => {
    if (pathname !== previousPathname.current && document.activeElement === document.body)
      document.querySelector('h1')?.focus({ preventScroll: true })
    previousPathname.current = pathname
  }, [pathname])
  return (
    <Announcer>
      <NavigationMemoryContext value={memory}>
        <ActionProvider>
          <BatchesProvider>
            <a href="#content" className={styles.skip} onClick={skipToContent}>
              {t('app.skip')}
            </a>
            <div className={styles.progress} data-active={navigation.state !== 'idle' || undefined} aria-hidden />
            <TopBar demo={demo} />
            <NoticeArea>
              <StaleBanner />
              <SessionExpiredRegion />
              <ToastRegion />
              <BatchesRegion isIdle={isIdle} />
            </NoticeArea>
            <main id="content" className={styles.content} tabIndex={-1}>
              <Outlet />
            </main>
            <PaletteShortcut />
          </BatchesProvider>
        </ActionProvider>
      </NavigationMemoryContext>
      <ScrollRestoration />
    </Announcer>
  )
}
