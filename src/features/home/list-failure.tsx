import { useFormatter, useTranslations } from 'use-intl'
import { SignInLink } from '#features/session/sign-in-link.tsx'
import { useSessionExpired } from '#features/session/use-connection.ts'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { ErrorMessage } from '#ui/error-message.tsx'
import { TextPart } from '#ui/text-part.tsx'

interface ListFailureProps {
  readonly error: Error
  /** Time of the rows that are still shown; `null` if there are none. */
  readonly shownSince: number | null
  readonly onRetry: () => Promise<unknown>
}

/** Says why the list could not be read. */
export function ListFailure({ error, shownSince, onRetry }: ListFailureProps) {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const sessionExpired = useSessionExpired()
  const sentences =
    shownSince === null
      ? [t('home.failed'), failureSentence(error), t('problem.mayBeStale')]
      : [failureSentence(error), t('home.staleSince', { time: format.dateTime(new Date(shownSince), { timeStyle: 'medium' }) })]
  return (
    <ErrorMessage {...(sessionExpired === null && { retry: { label: t('app.tryAgain'), onPress: onRetry } })}>
      <TextPart>{sentences.join(' ')}</TextPart>
      {sessionExpired && <SignInLink sessionExpired={sessionExpired} variant="plain" />}
    </ErrorMessage>
  )
}
