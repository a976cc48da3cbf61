import { useTranslations } from 'use-intl'
import { signInAddress, type SignedOut } from '#api/session/session-expiry.ts'
import { ButtonLink } from '#ui/input/button-link.tsx'

interface SignInLinkProps {
  readonly out: SignedOut
  readonly look?: 'plain' | 'primary'
}

/** Leads to where one signs in, in a tab of its own: this one stays as it is, and notices by itself. */
export function SignInLink({ out, look = 'primary' }: SignInLinkProps) {
  const t = useTranslations()
  return (
    <ButtonLink href={signInAddress(out.signIn, location.origin)} look={look}>
      {t('session.signIn')}
    </ButtonLink>
  )
}
