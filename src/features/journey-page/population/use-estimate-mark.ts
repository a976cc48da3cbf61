import { useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'

/** Returns a function that marks a text with a number or a date as estimated, if the numbers of the response are. */
export function useEstimateMark({ basis }: Pick<Version, 'basis'>): (text: string) => string {
  const t = useTranslations()
  return (text) => (basis === 'estimate' ? t('overTime.estimate', { text }) : text)
}
