import { useTranslations } from 'use-intl'
import { safeSignInUrl, type SessionExpired } from '#api/session/session-expiry.ts'
import { ButtonLink } from '#ui/input/button-link.tsx'

interface SignInLinkProps {
  readonly out: SessionExpired
  readonly look?: 'plain' | 'primary'
}

/** Leads to where one signs in, in a tab of its own: this one stays as it is, and notices by itself. */
export function SignInLink({ out, look = 'primary' }: SignInLinkProps) {
  const t = useTranslations()
  return (
    <ButtonLink href={safeSignInUrl(out.signInPath, location.origin)} look={look}>
      {t('session.signIn')}
    </ButtonLink>
  )
}
