import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { EngineCommands } from '#api/contract/engine/engine-commands.ts'
import type { Permission } from '#domain/lifecycle.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { TextPart } from '#ui/text-part.tsx'
import { DeadCommand } from './dead-command.tsx'
import styles from './deliveries.module.css'
import { useReplay, type ReplayResult } from './use-replay.ts'

const focusFallback = restoreFocusOnUnmount()

interface DeadCommandsProps {
  readonly commands: EngineCommands
  readonly permissions: readonly Permission[]
}

/** The commands that were given up, and the result of the last replay. */
export function DeadCommands({ commands: { items, total, waiting }, permissions }: DeadCommandsProps) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const { result, failures, replay } = useReplay()
  const [isReplayingAll, setIsReplayingAll] = useState(false)
  const mayPublish = permissions.includes('publish')
  const allowed = items.filter(({ version }) => !version.otherTeam)
  const unavailable = !mayPublish
    ? labels.reasonText('notPermitted', 'publish')
    : allowed.length === 0
      ? t('deliveries.noneAllowed')
      : undefined
  const replayAll = async () => {
    setIsReplayingAll(true)
    await replay(allowed)
    setIsReplayingAll(false)
  }
  const sentences = useResultSentences()(result)
  return (
    <>
      {/* Live region: mounted before its text, because text that is mounted with its region is not announced. */}
      <div role="status">{sentences.length > 0 && <p className={styles.result}>{sentences.join(' ')}</p>}</div>
      {items.length === 0 ? (
        <Empty waiting={waiting} />
      ) : (
        <>
          <p className={styles.explanation}>{t('deliveries.explanation')}</p>
          <div ref={focusFallback} className={styles.bar}>
            <p>
              <TextPart>{t('deliveries.count', { count: total })}</TextPart>
              <TextPart>{t('deliveries.waiting', { count: waiting })}</TextPart>
              {total > items.length && <TextPart>{t('deliveries.oldest', { count: items.length })}</TextPart>}
            </p>
            <Button
              state={isReplayingAll ? 'busy' : unavailable === undefined ? 'ready' : 'unavailable'}
              describedBy={unavailable === undefined ? undefined : 'replay-unavailable'}
              onPress={replayAll}
            >
              {t('deliveries.replayAll', { count: allowed.length })}
            </Button>
            {unavailable !== undefined && (
              <p id="replay-unavailable" className={styles.unavailable}>
                {unavailable}
              </p>
            )}
          </div>
          <ol aria-label={t('deliveries.list')} className={styles.list}>
            {items.map((item) => (
              <DeadCommand
                key={item.id}
                command={item}
                unavailable={mayPublish ? (item.version.otherTeam ? labels.reasonText('notYourTeam', 'publish') : undefined) : unavailable}
                isBusy={isReplayingAll}
                failure={failures.get(item.id)}
                onReplay={() => replay([item])}
              />
            ))}
          </ol>
        </>
      )}
    </>
  )
}

/** Returns what is announced about a replay. Of a command without an answer neither is claimed. */
function useResultSentences() {
  const t = useTranslations()
  return (result: ReplayResult | null): readonly string[] => {
    if (result === null) return []
    const { replayed, refused, unanswered, untried } = result
    return [
      ...(replayed > 0 || unanswered === 0 ? [t('deliveries.replayed', { count: replayed })] : []),
      ...(refused > 0 ? [t('deliveries.notReplayed', { count: refused })] : []),
      ...(unanswered > 0 ? [t('deliveries.oneUnanswered')] : []),
      ...(untried > 0 ? [t('deliveries.untried', { count: untried })] : []),
    ]
  }
}

function Empty({ waiting }: { readonly waiting: number }) {
  const t = useTranslations()
  return (
    <div className={styles.empty}>
      <h2 className={styles.emptyTitle}>{t('deliveries.emptyTitle')}</h2>
      <p>{t('deliveries.empty')}</p>
      {waiting > 0 && <p>{t('deliveries.waiting', { count: waiting })}</p>}
    </div>
  )
}
