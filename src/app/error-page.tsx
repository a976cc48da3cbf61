import { useQueryClient } from '@tanstack/react-query'
import { useLocation, useNavigate, useRouteError } from 'react-router'
import { useTranslations } from 'use-intl'
import { Refusal, Unreachable, Unreadable } from '#api/http.ts'
import { Message } from './message.tsx'

type Kind = 'journeyNotFound' | 'signedOut' | 'away' | 'unreadable' | 'stale' | 'unexpected'

/** What browsers say when a part of the console is no longer on the server. */
const missingChunk = /dynamically imported module|importing a module script failed|preload css/i

function kindOf(error: unknown): Kind {
  if (error instanceof Refusal)
    return error.problem.code === 'unauthenticated' ? 'signedOut' : error.problem.status === 404 ? 'journeyNotFound' : 'unexpected'
  if (error instanceof Unreachable) return 'away'
  if (error instanceof Unreadable) return 'unreadable'
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
  return (
    <Message
      title={t(`error.${kind}Title`)}
      way={
        kind === 'away'
          ? { label: t('app.tryAgain'), onPress: () => void tryAgain() }
          : kind === 'journeyNotFound'
            ? undefined
            : { label: t('app.reload'), onPress: () => location.reload() }
      }
    >
      {t(`error.${kind}`)}
    </Message>
  )
}
