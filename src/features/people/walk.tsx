import { useId, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { PersonLookUp } from '#api/contract/entrances/person-look-up.ts'
import { StatusBadge } from '#features/version/status-badge.tsx'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { useZonedTimeText } from '#features/version/use-zoned-time-text.ts'
import { buildVersionPath } from '#features/version/version-path.ts'
import '#i18n/activity-messages.ts'
import { Link } from '#ui/navigation/link.tsx'
import styles from './find-person.module.css'

type PersonWalk = PersonLookUp['walks'][number]

/** One walk of a person: the version, where the person is or was, since when, and the messages. */
export function Walk({ walk: { version, deleted, state, activity, enteredAt, leftAt, messages } }: { readonly walk: PersonWalk }) {
  const t = useTranslations()
  const labels = useVersionLabels()
  return (
    <>
      <div className={styles.head}>
        <h3 className={styles.name}>
          <Link to={buildVersionPath(version)}>
            <bdi translate="no">{version.name}</bdi>
          </Link>
        </h3>
        <span className={styles.version}>{labels.longVersion(version)}</span>
        {deleted ? (
          <strong className={styles.deleted}>{t('home.deleted')}</strong>
        ) : (
          <StatusBadge status={version.status} peopleInside={version.peopleInside} />
        )}
      </div>
      <dl className={styles.facts}>
        <Fact name={t('person.state')}>
          <strong className={styles.state}>{t(`person.states.${state}`)}</strong>
        </Fact>
        <Fact name={t(state === 'inside' ? 'person.activity' : 'person.lastActivity')}>
          <bdi translate="no">{activity.name}</bdi>
          <span className={styles.kind}>{t(`kind.${activity.kind}`)}</span>
        </Fact>
        <Fact name={t('person.entered')}>
          <ZonedTime at={enteredAt} />
        </Fact>
        {leftAt !== null && (
          <Fact name={t('person.left')}>
            <ZonedTime at={leftAt} />
          </Fact>
        )}
      </dl>
      <Messages messages={messages} />
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function ZonedTime({ at }: { readonly at: string }) {
  const writeZonedTime = useZonedTimeText()
  return <time dateTime={at}>{writeZonedTime(at)}</time>
}

function Messages({ messages }: Pick<PersonWalk, 'messages'>) {
  const t = useTranslations()
  const id = useId()
  return (
    <>
      <h4 id={id} className={styles.messagesTitle}>
        {t('person.messages')}
      </h4>
      {messages.length === 0 ? (
        <p className={styles.none}>{t('person.noMessages')}</p>
      ) : (
        <ol aria-labelledby={id} className={styles.messages}>
          {messages.map(({ at, channel, activity, state }) => (
            <li key={`${at} ${activity}`} className={styles.message}>
              <ZonedTime at={at} />
              <span className={styles.text}>
                <bdi translate="no">{activity}</bdi>
                <span className={styles.kind}>{t(`kind.${channel}`)}</span>
              </span>
              <span className={state === 'refused' ? styles.refused : undefined}>{t(`person.messageStates.${state}`)}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
