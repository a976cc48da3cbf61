import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { sessionOptions } from '#api/queries/session.ts'
import { decide } from '#domain/lifecycle.ts'
import { buildVersionPath } from '#features/version/version-path.ts'
import { isolateBidi, useVersionLabels } from '#features/version/use-version-labels.ts'
import { Button } from '#ui/input/button.tsx'
import { Link } from '#ui/navigation/link.tsx'
import { Sentence } from '#ui/sentence.tsx'
import { Tooltip } from '#ui/tooltip/tooltip.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { useActions, type CompletedAction } from '#features/actions/state/action-context.ts'
import styles from './completed-toast.module.css'
import { findFirstConnected } from '#features/actions/state/focus-restoration.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import { SameNameNotice } from './same-name-notice.tsx'
import { useCompletedSentence } from '#features/version/use-completed-sentence.ts'

/** Toast of a completed action, with the usual next step. It stays until dismissed. */
export function CompletedToast({ completedAction }: { readonly completedAction: CompletedAction }) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const completedSentence = useCompletedSentence()
  const { dismissCompleted } = useActions()
  const { action, version, returnFocusTo } = completedAction
  const { followUp, fields } = actionSpecs[action]
  return (
    <li ref={restoreFocusOnUnmount(() => findFirstConnected(returnFocusTo))} className={styles.toast}>
      <div>
        <p className={styles.text}>
          <Sentence text={completedSentence(action, version)} verbatim={[isolateBidi(version.name)]} />
        </p>
        {fields.includes('newName') && <SameNameNotice version={version} />}
      </div>
      <div className={styles.steps}>
        {followUp === 'relaunch' && (
          <>
            <FollowUp action="createVersion" version={version} />
            <FollowUp action="duplicate" version={version} />
          </>
        )}
        {followUp === 'open' && (
          <Link className={styles.link} to={buildVersionPath(version)} onClick={dismissCompleted}>
            <Sentence text={t('notice.open', { title: labels.title(version) })} verbatim={[isolateBidi(version.name)]} />
          </Link>
        )}
        <button type="button" className={styles.dismiss} aria-label={t('notice.dismiss')} onClick={dismissCompleted}>
          <X size={16} aria-hidden />
        </button>
      </div>
    </li>
  )
}

function FollowUp({ action, version }: Pick<CompletedAction, 'action' | 'version'>) {
  const t = useTranslations()
  const id = useId()
  const labels = useVersionLabels()
  const { requestAction } = useActions()
  const session = useQuery(sessionOptions)
  const unavailableReason = labels.unavailableReason(decide(version, action, session.data?.permissions ?? []), action)
  return (
    <Tooltip id={id} text={unavailableReason ?? null}>
      <Button
        variant="quiet"
        state={unavailableReason === undefined ? 'ready' : 'unavailable'}
        describedBy={unavailableReason && id}
        onPress={() => requestAction(action, version)}
      >
        {t(`action.${action}`)}
      </Button>
    </Tooltip>
  )
}
