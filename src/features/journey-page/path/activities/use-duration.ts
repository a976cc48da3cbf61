import { useTranslations } from 'use-intl'

const units = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
  ['seconds', 1_000],
] as const

/** Formats the duration of an activity: milliseconds in the largest whole unit, empty for 0, and a name for endless ones. */
export function useDurationText() {
  const t = useTranslations()
  return (milliseconds: number | null): string | null => {
    if (milliseconds === null) return t('journey.untilTimeout')
    const unit =
      units.find(([, length]) => milliseconds >= length && milliseconds % length === 0) ??
      units.find(([, length]) => milliseconds >= length)
    if (unit === undefined) return null
    const [name, length] = unit
    return t('journey.duration', { duration: t(`duration.${name}`, { count: Math.round(milliseconds / length) }) })
  }
}
