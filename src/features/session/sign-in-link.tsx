import { useTranslations } from 'use-intl'
import { toSafeSignInUrl } from '#api/session/safe-sign-in-url.ts'
import type { SessionExpired } from '#api/connection/connection.ts'
import { ButtonLink } from '#ui/input/button-link.tsx'

interface SignInLinkProps {
  readonly sessionExpired: SessionExpired
  readonly variant?: 'plain' | 'primary'
}

/** Link to the sign-in page in a new tab. This tab keeps its state and detects the new session by itself. */
export function SignInLink({ sessionExpired, variant = 'primary' }: SignInLinkProps) {
  const t = useTranslations()
  return (
    <ButtonLink href={toSafeSignInUrl(sessionExpired.signInPath, location.origin)} variant={variant}>
      {t('app.signIn')}
    </ButtonLink>
  )
}
