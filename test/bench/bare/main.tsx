import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, Link, Outlet } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { IntlProvider } from 'use-intl'
import './bare.css'
import { Home } from './home.tsx'
import { JourneyPage } from './journey-page.tsx'
import { LanguageContext, useLanguage, useTexts, type Language } from './language.ts'
import english from './messages.en.json'
import french from './messages.fr.json'

// The types of `IntlProvider` know the product's messages only.
const messages: Readonly<Record<Language, object>> = { en: english, fr: french }
const languageNames = { en: 'English', fr: 'Français' }

function Layout() {
  const t = useTexts()
  const { language, setLanguage } = useLanguage()
  return (
    <>
      <header className="bar">
        <Link to="/">{t('product')}</Link>
        <nav>
          <Link to="/">{t('home')}</Link>
        </nav>
        <fieldset aria-label={t('language')}>
          {(Object.keys(languageNames) as Language[]).map((value) => (
            <label key={value}>
              <input
                type="radio"
                name="language"
                checked={value === language}
                aria-label={languageNames[value]}
                onChange={() => setLanguage(value)}
              />
              <span>{value.toUpperCase()}</span>
            </label>
          ))}
        </fieldset>
      </header>
      <main>
        <Outlet />
      </main>
    </>
  )
}

const client = new QueryClient()
const router = createBrowserRouter([
  {
    element: <Layout />,
    children: [
      { path: '/', element: <Home /> },
      { path: '/journeys/:versionId', element: <JourneyPage /> },
    ],
  },
])

function App() {
  const [language, setLanguage] = useState<Language>('en')
  return (
    <QueryClientProvider client={client}>
      <IntlProvider locale={language} messages={messages[language]} timeZone="UTC">
        <LanguageContext value={{ language, setLanguage }}>
          <RouterProvider router={router} />
        </LanguageContext>
      </IntlProvider>
    </QueryClientProvider>
  )
}

const place = document.getElementById('root')
if (place) createRoot(place).render(<App />)
