import { useTranslations } from 'use-intl'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { Sentence } from '#ui/sentence.tsx'

/** Says that a journey of that name exists. */
export function ExistingName({ name }: { readonly name: string }) {
  const t = useTranslations()
  const isolated = isolateBidi(name)
  return <Sentence text={t('confirm.nameExists', { name: isolated })} verbatim={[isolated]} />
}
