import { useTranslations } from 'use-intl'
import { channels } from '#domain/flow.ts'
import { parseUsedKey, type UsedThing } from '#domain/used-things.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import '#i18n/filter-messages.ts'

/** The words for a used thing, and the part of them that people have written; that is empty if there is none. */
interface UsedName {
  readonly value: string
  readonly written: string
}

/** Returns the words for a value of the filter `uses`: “Template: Offer”. One that means nothing stands as it is. */
export function useUsedNames(): (key: string) => UsedName {
  const t = useTranslations()
  const writeName = ({ kind, name }: UsedThing): UsedName => {
    const channel = kind === 'activity' ? channels.find((each) => each === name) : undefined
    const value = channel === undefined ? isolateBidi(name) : t(`filters.channels.${channel}`)
    return { value: t('filters.value', { group: t(`filters.used.${kind}`), value }), written: channel === undefined ? value : '' }
  }
  return (key) => {
    const thing = parseUsedKey(key)
    return thing === null ? { value: isolateBidi(key), written: isolateBidi(key) } : writeName(thing)
  }
}
