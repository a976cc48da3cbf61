import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useId } from 'react'
import { Link } from 'react-router'
import { useTranslations } from 'use-intl'
import { sessionOptions } from '#api/queries/session.ts'
import { decide, type Action } from '#domain/lifecycle.ts'
import { pageOf } from '#features/version/version-path.ts'
import { useWords } from '#features/version/use-version-labels.ts'
import { Button } from '#ui/input/button.tsx'
import { Tooltip } from '#ui/tooltip.tsx'
import { passFocusTo } from '#ui/input/focus-fallback.ts'
import { useEnding, type Done } from '#features/actions/state/action-context.ts'
import styles from './completed-toast.module.css'
import { firstStillThere } from '#features/actions/state/focus-restoration.ts'
import { useDoneSentence } from '#features/version/use-completed-sentence.ts'

type Next = 'relaunch' | 'open' | 'none'

const nextSteps: Readonly<Record<Action, Next>> = {
  publish: 'none',
  pause: 'none',
  resume: 'none',
  close: 'relaunch',
  stop: 'relaunch',
  createVersion: 'open',
  duplicate: 'open',
  delete: 'none',
}

/** Says what was done and offers what usually comes next. It stays until dismissed. */
export function DoneNotice() {
  const t = useTranslations()
  const words = useWords()
  const sentence = useDoneSentence()
  const { done, dismiss } = useEnding()
  if (done === null) return null
  const { action, version, returnTo } = done
  const next = nextSteps[action]
  return (
    <section ref={passFocusTo(() => firstStillThere(returnTo))} className={styles.notice} aria-label={t('app.notices')}>
      <p className={styles.text}>{sentence(action, version)}</p>
      <div className={styles.steps}>
        {next === 'relaunch' && (
          <>
            <FollowUp action="createVersion" version={version} />
            <FollowUp action="duplicate" version={version} />
          </>
        )}
        {next === 'open' && (
          <Link className={styles.link} to={pageOf(version)} onClick={dismiss}>
            {t('done.open', { title: words.title(version) })}
          </Link>
        )}
        <button type="button" className={styles.dismiss} aria-label={t('app.dismiss')} onClick={dismiss}>
          <X size={16} aria-hidden />
        </button>
      </div>
    </section>
  )
}

function FollowUp({ action, version }: Pick<Done, 'action' | 'version'>) {
  const t = useTranslations()
  const id = useId()
  const words = useWords()
  const { choose } = useEnding()
  const session = useQuery(sessionOptions)
  const refusal = words.refusal(decide(version, action, session.data?.permissions ?? []), action)
  return (
    <Tooltip id={id} text={refusal ?? null}>
      <Button
        look="quiet"
        state={refusal === undefined ? 'ready' : 'unavailable'}
        describedBy={refusal && id}
        onPress={() => choose(action, version)}
      >
        {t(`action.${action}`)}
      </Button>
    </Tooltip>
  )
}
