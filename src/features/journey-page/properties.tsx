import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { User } from '#api/contract/primitives.ts'
import type { Version } from '#api/contract/version.ts'
import type { UsedThing } from '#domain/used-things.ts'
import { UsedThingLink } from '#features/version/uses/used-thing-link.tsx'
import { useTimeText } from '#features/version/use-time-text.ts'
import { isolateBidi, useVersionLabels } from '#features/version/use-version-labels.ts'
import { CopyButton } from '#ui/feedback/copy-button.tsx'
import styles from './properties.module.css'
import { formatTechnicalDetails } from './technical-details.ts'

interface Property {
  readonly label: string
  readonly value: ReactNode
}

/** All properties of a version, with their authors. */
export function Properties({ version }: { readonly version: Version }) {
  const t = useTranslations()
  const { writeTime, writeJourneyDate } = useTimeText()
  const labels = useVersionLabels()
  const formatJourneyDate = (at: string | null) => (at === null ? t('properties.none') : writeJourneyDate(at))
  const formatDateBy = (at: string | null, by: User | null) => {
    if (at === null) return t('properties.none')
    return by === null ? writeTime(at) : t('properties.dateBy', { date: writeTime(at), person: isolateBidi(by.name) })
  }
  const properties: readonly Property[] = [
    {
      label: t('properties.description'),
      value: version.description === '' ? t('properties.none') : <OwnText>{version.description}</OwnText>,
    },
    { label: t('properties.type'), value: t(`type.${version.type}`) },
    ...(version.audience === undefined
      ? []
      : [{ label: t('properties.audience'), value: <UsedThingText thing={{ kind: 'audience', name: version.audience }} /> }]),
    { label: t('properties.tags'), value: version.tags.length === 0 ? t('properties.none') : <Tags tags={version.tags} /> },
    ...(version.team ? [{ label: t('properties.team'), value: <OwnText>{version.team}</OwnText> }] : []),
    { label: t('properties.startDate'), value: formatJourneyDate(version.startsAt) },
    { label: t('properties.endDate'), value: formatJourneyDate(version.endsAt) },
    { label: t('properties.timeZone'), value: version.timeZone },
    { label: t('properties.reentrance'), value: t(version.reentrance ? 'properties.reentranceAllowed' : 'properties.reentranceRefused') },
    { label: t('properties.globalTimeout'), value: t('duration.days', { count: version.globalTimeoutDays }) },
    { label: t('properties.created'), value: formatDateBy(version.createdAt, version.createdBy) },
    { label: t('properties.published'), value: formatDateBy(version.publishedAt, version.publishedBy) },
    { label: t('properties.updated'), value: formatDateBy(version.updatedAt, version.updatedBy) },
    ...(version.ended
      ? [{ label: t('properties.ended'), value: `${writeTime(version.ended.at)} · ${labels.endingSummary(version.ended)}` }]
      : []),
  ]
  return (
    <aside aria-labelledby="properties" className={styles.properties}>
      <h2 id="properties" className={styles.title}>
        {t('properties.title')}
      </h2>
      <dl className={styles.list}>
        {properties.map(({ label, value }) => (
          <div key={label}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
      </dl>
      <CopyButton formatText={() => formatTechnicalDetails(version)} copiedText={t('properties.copied')}>
        {t('properties.copy')}
      </CopyButton>
    </aside>
  )
}

/** The name of a thing that the version uses, with the link to all that use it. */
function UsedThingText({ thing }: { readonly thing: UsedThing }) {
  return (
    <>
      <OwnText>{thing.name}</OwnText>
      <UsedThingLink thing={thing} />
    </>
  )
}

/** Text that people have typed. */
const OwnText = ({ children }: { readonly children: string }) => (
  <span dir="auto" translate="no">
    {children}
  </span>
)

function Tags({ tags }: { readonly tags: readonly string[] }) {
  return (
    <ul className={styles.tags}>
      {tags.map((tag) => (
        <li key={tag} className={styles.tag}>
          <UsedThingText thing={{ kind: 'tag', name: tag }} />
        </li>
      ))}
    </ul>
  )
}
