import { ListFilter } from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { maxFilterValueLength } from '#api/contract/filters/filter-query.ts'
import { channels } from '#domain/flow.ts'
import { formatUsedKey, type UsedThing } from '#domain/used-things.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import '#i18n/activity-messages.ts'
import '#i18n/journey-messages.ts'
import { Link } from '#ui/navigation/link.tsx'
import { Tooltip } from '#ui/tooltip/tooltip.tsx'
import styles from './used-thing-link.module.css'

interface UsedThingLinkProps {
  readonly thing: UsedThing
}

/** The list of all live versions that use a thing. Also older versions: the latest one may be a draft. */
export const buildUsesPath = (key: string): string => `/?${new URLSearchParams({ status: 'live', uses: key, versions: 'all' }).toString()}`

/** Leads to everything live that uses the same thing. Nothing for a name that is too long to be filtered by. */
export function UsedThingLink({ thing }: UsedThingLinkProps) {
  const t = useTranslations()
  const id = useId()
  const key = formatUsedKey(thing)
  if (key.length > maxFilterValueLength) return null
  const channel = thing.kind === 'activity' ? channels.find((each) => each === thing.name) : undefined
  const name = channel === undefined ? isolateBidi(thing.name) : t(`kind.${channel}`)
  return (
    <Tooltip id={id} text={t('uses.everything')}>
      <Link to={buildUsesPath(key)} className={styles.link} aria-label={t('uses.link', { thing: t(`uses.thing.${thing.kind}`, { name }) })}>
        <ListFilter size={14} aria-hidden />
      </Link>
    </Tooltip>
  )
}
