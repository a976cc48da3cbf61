import { LoadingPage } from './loading/loading-page.tsx'
import layout from './layout.module.css'
import { PreferencesProvider } from './preferences.tsx'
import bar from './top-bar.module.css'

/** Skeleton of the whole console, before it starts. */
export function AppSkeleton() {
  return (
    <PreferencesProvider>
      <div className={bar.bar}>
        <div className={bar.inner} />
      </div>
      <main className={layout.content}>
        <LoadingPage />
      </main>
    </PreferencesProvider>
  )
}
