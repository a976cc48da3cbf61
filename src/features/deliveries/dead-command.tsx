import { useId } from 'react'
import { useTranslations } from 'use-intl'
import type { EngineCommands, EngineCommandType } from '#api/contract/engine/engine-commands.ts'
import type { Action } from '#domain/lifecycle.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { useZonedTimeText } from '#features/version/use-zoned-time-text.ts'
import { buildVersionPath } from '#features/version/version-path.ts'
import { Button } from '#ui/input/button.tsx'
import { focusSiblingOnUnmount } from '#ui/input/focus-fallback.ts'
import { Link } from '#ui/navigation/link.tsx'
import styles from './deliveries.module.css'

/** The action that led to a command. */
const actionOf: Readonly<Record<EngineCommandType, Action>> = {
  publish: 'publish',
  freeze: 'pause',
  unfreeze: 'resume',
  close: 'close',
  stop: 'stop',
}

interface DeadCommandProps {
  readonly command: EngineCommands['items'][number]
  /** Why the user may not replay it; `undefined` if the user may. */
  readonly unavailable: string | undefined
  readonly isBusy: boolean
  /** Why the last replay failed. */
  readonly failure: string | undefined
  readonly onReplay: () => Promise<void>
}

/** One command that was given up: what it was to bring about, why it was not accepted, since when, and how often it was tried. */
export function DeadCommand({ command, unavailable, isBusy, failure, onReplay }: DeadCommandProps) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const writeZonedTime = useZonedTimeText()
  const id = useId()
  const { type, version, at, attempts } = command
  const action = t(`action.${actionOf[type]}`)
  return (
    <li ref={focusSiblingOnUnmount} className={styles.command}>
      <div className={styles.what}>
        <h2 className={styles.name}>
          <span>{`${action} `}</span>
          <Link to={buildVersionPath(version)}>
            <bdi translate="no">{labels.title(version)}</bdi>
          </Link>
          {version.deleted && <span className={styles.deleted}>{` ${t('home.deleted')}`}</span>}
        </h2>
        <p className={styles.facts}>
          <time dateTime={at}>{t('deliveries.changed', { time: writeZonedTime(at) })}</time>
          <span>{` · ${t('deliveries.attempts', { count: attempts })}`}</span>
        </p>
        <dl className={styles.reason}>
          <dt>{t('deliveries.reason')}</dt>
          <dd>
            <bdi translate="no" lang="en">
              {command.failure}
            </bdi>
          </dd>
        </dl>
        {failure !== undefined && (
          <p id={`${id}-failure`} className={styles.failure}>
            {failure}
          </p>
        )}
      </div>
      <div className={styles.replay}>
        <Button
          label={t('deliveries.replayOne', { command: action, version: labels.title(version) })}
          state={unavailable !== undefined ? 'unavailable' : isBusy ? 'busy' : 'ready'}
          describedBy={unavailable !== undefined ? `${id}-unavailable` : failure === undefined ? undefined : `${id}-failure`}
          onPress={onReplay}
        >
          {t('deliveries.replay')}
        </Button>
        {unavailable !== undefined && (
          <span id={`${id}-unavailable`} className={styles.unavailable}>
            {unavailable}
          </span>
        )}
      </div>
    </li>
  )
}
