import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { useLocation, useNavigate, useRouteError } from 'react-router'
import { useTranslations } from 'use-intl'
import { loadPendingCommands } from '#api/commands/pending-command-storage.ts'
import { isUnauthenticated, ProblemError, NetworkError, InvalidResponseError } from '#api/http/errors.ts'
import { SignInLink } from '#features/session/sign-in-link.tsx'
import { useSessionExpired } from '#features/session/use-connection.ts'
import { Button } from '#ui/input/button.tsx'
import { MessagePage } from './message-page.tsx'

type ErrorKind = 'journeyNotFound' | 'signedOut' | 'notPermitted' | 'unreachable' | 'unreadable' | 'stale' | 'unexpected'

/** Browser error messages for a chunk that is no longer on the server. */
const missingChunkPattern = /dynamically imported module|importing a module script failed|preload css/i

const kindByStatus: Readonly<Partial<Record<number, ErrorKind>>> = { 403: 'notPermitted', 404: 'journeyNotFound' }

function classifyError(error: unknown): ErrorKind {
  if (isUnauthenticated(error)) return 'signedOut'
  if (error instanceof ProblemError) return kindByStatus[error.problem.status] ?? 'unexpected'
  if (error instanceof NetworkError) return 'unreachable'
  if (error instanceof InvalidResponseError) return 'unreadable'
  return error instanceof Error && missingChunkPattern.test(error.message) ? 'stale' : 'unexpected'
}

/** Replaces a page that failed to render: the failure, the state that is still valid, and a way out. */
export function ErrorPage() {
  const t = useTranslations()
  const kind = classifyError(useRouteError())
  const client = useQueryClient()
  const here = useLocation()
  const navigate = useNavigate()
  const tryAgain = async () => {
    await client.invalidateQueries()
    // Not by revalidating: a response that arrives before React has rendered the pending state would leave the error on screen.
    await navigate(here, { replace: true })
  }
  const sessionExpired = useSessionExpired()
  const retry = useEffectEvent(tryAgain)
  const isSignedInAgain = kind === 'signedOut' && sessionExpired === null
  // Effect, because the sign-in in another tab is observed outside React.
  useEffect(() => {
    if (isSignedInAgain) void retry()
  }, [isSignedInAgain])
  const renderButton = (label: string, onPress: () => unknown) => (
    <Button variant="primary" onPress={onPress}>
      {label}
    </Button>
  )
  const actionByKind: Readonly<Partial<Record<ErrorKind, ReactNode>>> = {
    unreachable: renderButton(t('app.tryAgain'), tryAgain),
    signedOut: sessionExpired && <SignInLink sessionExpired={sessionExpired} />,
    journeyNotFound: null,
  }
  return (
    <MessagePage
      title={t(`error.${kind}Title`)}
      action={kind in actionByKind ? actionByKind[kind] : renderButton(t('app.reload'), () => location.reload())}
    >
      {t(kind === 'unexpected' && loadPendingCommands().length > 0 ? 'error.outcomeUnknown' : `error.${kind}`)}
    </MessagePage>
  )
}
