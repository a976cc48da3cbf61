import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { runCommand } from '#api/commands/run-command.ts'
import { ProblemError } from '#api/http/request.ts'
import { newIdempotencyKey, type Command } from '#api/commands/command.ts'
import { canAct } from '#api/cache/stale-data.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { historyOptions } from '#api/queries/history.ts'
import { impactOptions } from '#api/queries/impact.ts'
import { versionOptions } from '#api/queries/version.ts'
import { decide, type Action } from '#domain/lifecycle.ts'
import { useFresh } from '#features/session/use-can-act.ts'
import { useSignedOut } from '#features/session/use-session-expired.ts'
import { useWords } from '#features/version/use-version-labels.ts'
import { AlertDialog } from '#ui/alert-dialog.tsx'
import { useAnnounce } from '#ui/announcer.tsx'
import type { Chosen } from '#features/actions/state/action-context.ts'
import styles from './action-dialog.module.css'
import { ConfirmationButtons } from './dialog-buttons.tsx'
import { bodyOf, missing, type Draft } from './action-form.ts'
import { DraftFields } from './action-fields.tsx'
import { Identity } from '#features/actions/impact/version-identity.tsx'
import { ImpactFacts } from '#features/actions/impact/impact-side-effects.tsx'
import { ImpactFigures } from '#features/actions/impact/impact-section.tsx'
import { InsteadButton } from './close-instead-button.tsx'
import { NotCurrent } from './stale-notice.tsx'
import { Progress } from './slow-response-notice.tsx'
import type { Pursuit } from '#features/actions/state/pending-command.ts'
import { Trouble } from './dialog-alert.tsx'
import type { Run } from '#features/actions/state/use-pending-commands.ts'

interface ConfirmationProps {
  readonly chosen: Chosen
  /** What was confirmed here, until it is done. */
  readonly pursuit: Pursuit | null
  readonly onConfirm: (intent: Command, run: Run) => void
  readonly onSwitch: (action: Action) => void
  readonly onCancel: () => void
  readonly onClosed: () => void
}

const weighs: Readonly<Record<Action, boolean>> = {
  publish: true,
  pause: false,
  resume: false,
  close: true,
  stop: true,
  createVersion: false,
  duplicate: false,
  delete: false,
}

const sizes = {
  publish: 'low',
  pause: 'content',
  resume: 'content',
  close: 'medium',
  stop: 'large',
  createVersion: 'content',
  duplicate: 'content',
  delete: 'content',
} as const satisfies Record<Action, string>

/** Asks for confirmation of one action on one version, and shows beforehand what it will do. */
export function Confirmation({ chosen, pursuit, onConfirm, onSwitch, onCancel, onClosed }: ConfirmationProps) {
  const t = useTranslations()
  const words = useWords()
  const id = useId()
  const announce = useAnnounce()
  const client = useQueryClient()
  const cancel = useRef<HTMLButtonElement>(null)
  const fields = useRef<HTMLDivElement>(null)
  const [attempted, setAttempted] = useState(false)
  const { action } = chosen
  const [draft, setDraft] = useState<Draft>({
    reason: '',
    note: '',
    typedName: '',
    newName: t('confirm.copyOf', { name: chosen.version.name }),
    days: 3,
  })

  const live = useQuery(versionOptions(chosen.version.id))
  const session = useQuery(sessionOptions)
  // What was chosen may be newer than what is remembered of its page.
  const version = live.data && live.data.revision >= chosen.version.revision ? live.data : chosen.version
  const changed = version.revision > chosen.version.revision
  const history = useInfiniteQuery({ ...historyOptions(chosen.version.id), enabled: changed })
  const impact = useQuery({ ...impactOptions(version.id, version.revision), enabled: weighs[action] })
  const stage = pursuit?.failed === null ? pursuit.stage : null
  const busy = stage !== null
  // Whoever has waited for long need not wait any longer: it goes on without.
  const mustWait = stage === 'sending' || stage === 'slow'

  const held = session.data?.permissions ?? []
  const verdict = decide(version, action, held)
  const instead = decide(version, 'close', held)
  // Numbers that could not be read must not soften the check: the name is asked for then, too.
  const mustTypeName = action === 'stop' && (impact.data?.stop.requiresTypedName ?? impact.isError)
  const trouble = missing(action, draft, mustTypeName ? version.name : null)
  const waiting = weighs[action] && (impact.isPending || impact.isPlaceholderData)
  // The two endings can only be compared where both are possible, and by numbers.
  const comparable = action === 'stop' && instead.allowed && !(impact.isError && impact.data === undefined)
  const gone = live.error instanceof ProblemError && live.error.problem.status === 404
  const fresh = useFresh()
  const out = useSignedOut()

  const state = () => {
    if (busy) return mustWait ? 'sending' : 'lasting'
    if (!verdict.allowed || gone || out !== null) return 'refused'
    if (!fresh) return 'old'
    return waiting ? 'weighing' : 'ready'
  }
  const send = () => {
    // Asked for once more: it may have become old since this was drawn.
    if (!canAct()) return undefined
    setAttempted(true)
    if (trouble.length > 0) return requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
    const revision = impact.data?.revision ?? version.revision
    const userId = session.data?.user.id ?? ''
    const intent = { action, versionId: version.id, userId, revision, key: newIdempotencyKey(), body: bodyOf(action, draft) }
    return onConfirm(intent, (onStage, over) => runCommand(intent, { client, onProgress: onStage, signal: over }))
  }
  const switchTo = (other: Action) => {
    setAttempted(false)
    onSwitch(other)
    cancel.current?.focus({ preventScroll: true })
    announce(`${t(`confirm.title.${other}`)}. ${t(`confirm.question.${other}`, { title: words.fullTitle(version) })}`)
  }

  const insteadButton = action === 'stop' && (
    <InsteadButton verdict={instead} state={busy ? 'sending' : 'deciding'} onPress={() => switchTo('close')} heir={cancel} />
  )

  return (
    <AlertDialog
      title={t(`confirm.title.${action}`)}
      size={sizes[action]}
      describedBy={`${id}-question ${id}-consequence`}
      firstFocus={cancel}
      onCancel={() => !mustWait && onCancel()}
      onClosed={onClosed}
      footer={
        <div className={styles.footer}>
          <NotCurrent id={`${id}-not-current`} underWay={busy ? 'something' : 'nothing'} />
          <Trouble
            id={`${id}-trouble`}
            action={action}
            pursuit={pursuit}
            gone={live.error instanceof ProblemError ? live.error : null}
            last={changed ? history.data?.pages[0]?.items[0] : undefined}
            changed={changed}
            verdict={verdict}
          />
          <Progress stage={stage} />
          <ConfirmationButtons
            action={action}
            state={state()}
            describedBy={`${id}-not-current ${id}-trouble`}
            instead={comparable ? null : insteadButton}
            cancel={cancel}
            onCancel={onCancel}
            onConfirm={send}
          />
        </div>
      }
    >
      <div className={styles.body}>
        <div>
          <p id={`${id}-question`} className={styles.question}>
            {t(`confirm.question.${action}`, { title: words.fullTitle(version) })}
          </p>
          <Identity id={version.id} createdBy={live.data?.createdBy} />
        </div>
        {action === 'stop' && instead.allowed && <p className={styles.advice}>{t('confirm.advice')}</p>}
        {weighs[action] && <ImpactFigures action={action} impact={impact} instead={comparable ? insteadButton : null} />}
        <p id={`${id}-consequence`} className={styles.consequence}>
          {t(`confirm.consequence.${action}`)}
        </p>
        <div className={`${styles.decision} ${styles[sizes[action]] ?? ''}`}>
          <div ref={fields} className={styles.fields}>
            <DraftFields
              action={action}
              draft={draft}
              onChange={setDraft}
              nameToType={mustTypeName ? version.name : null}
              missing={attempted ? trouble : []}
            />
          </div>
          {weighs[action] && <ImpactFacts action={action} impact={impact} />}
        </div>
      </div>
    </AlertDialog>
  )
}
