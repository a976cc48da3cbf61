import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { useLocation, useNavigate, useRouteError } from 'react-router'
import { useTranslations } from 'use-intl'
import { isUnauthenticated, ProblemError, NetworkError, InvalidResponseError } from '#api/http/request.ts'
import { SignInLink } from '#features/session/sign-in-link.tsx'
import { useSignedOut } from '#features/session/use-session-expired.ts'
import { Button } from '#ui/input/button.tsx'
import { Message } from './message-page.tsx'

type Kind = 'journeyNotFound' | 'signedOut' | 'notPermitted' | 'unreachable' | 'unreadable' | 'stale' | 'unexpected'

/** What browsers say when a part of the console is no longer on the server. */
const missingChunk = /dynamically imported module|importing a module script failed|preload css/i

const refusals: Readonly<Partial<Record<number, Kind>>> = { 403: 'notPermitted', 404: 'journeyNotFound' }

function kindOf(error: unknown): Kind {
  if (isUnauthenticated(error)) return 'signedOut'
  if (error instanceof ProblemError) return refusals[error.problem.status] ?? 'unexpected'
  if (error instanceof NetworkError) return 'unreachable'
  if (error instanceof InvalidResponseError) return 'unreadable'
  return error instanceof Error && missingChunk.test(error.message) ? 'stale' : 'unexpected'
}

/** Stands in for a page that could not be shown: what happened, what is still true, and a way out. */
export function ErrorPage() {
  const t = useTranslations()
  const kind = kindOf(useRouteError())
  const client = useQueryClient()
  const here = useLocation()
  const navigate = useNavigate()
  const tryAgain = async () => {
    await client.invalidateQueries()
    // Not by revalidating: an answer that comes before React has shown that one is awaited would leave the error standing.
    await navigate(here, { replace: true })
  }
  const out = useSignedOut()
  const again = useEffectEvent(tryAgain)
  const answered = kind === 'signedOut' && out === null
  // Somebody has signed in elsewhere, which this page is told from outside of React.
  useEffect(() => {
    if (answered) void again()
  }, [answered])
  const button = (label: string, press: () => void) => (
    <Button look="primary" onPress={press}>
      {label}
    </Button>
  )
  const ways: Readonly<Partial<Record<Kind, ReactNode>>> = {
    unreachable: button(t('app.tryAgain'), () => void tryAgain()),
    signedOut: out && <SignInLink out={out} />,
    journeyNotFound: null,
  }
  return (
    <Message title={t(`error.${kind}Title`)} way={kind in ways ? ways[kind] : button(t('app.reload'), () => location.reload())}>
      {t(`error.${kind}`)}
    </Message>
  )
}
