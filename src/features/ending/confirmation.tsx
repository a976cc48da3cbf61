import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useId, useRef, useState, type RefObject } from 'react'
import { useTranslations } from 'use-intl'
import type { Intent } from '#api/actions.ts'
import type { Version } from '#api/contract/version.ts'
import { Refusal } from '#api/http.ts'
import { sessionOptions } from '#api/session.ts'
import { historyOptions, impactOptions, versionOptions } from '#api/versions.ts'
import { decide, type Action } from '#domain/lifecycle.ts'
import { useWords } from '#features/version/words.ts'
import { AlertDialog } from '#ui/alert-dialog.tsx'
import { useAnnounce } from '#ui/announcer.tsx'
import type { Chosen } from './chosen.ts'
import styles from './confirmation.module.css'
import { ConfirmationButtons } from './confirmation-buttons.tsx'
import { bodyOf, missing, type Draft } from './draft.ts'
import { DraftFields } from './draft-fields.tsx'
import { ImpactFacts } from './impact-facts.tsx'
import { ImpactFigures } from './impact-figures.tsx'
import { InsteadButton } from './instead-button.tsx'
import { Trouble } from './trouble.tsx'
import { useDoneSentence } from './use-done-sentence.ts'
import { useIntent } from './use-intent.ts'

interface ConfirmationProps {
  readonly chosen: Chosen
  /** The last intent nobody knows the outcome of. */
  readonly unanswered: RefObject<Intent | null>
  readonly onSwitch: (action: Action) => void
  readonly onCancel: () => void
  readonly onDone: (result: Version) => void
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
export function Confirmation({ chosen, unanswered, onSwitch, onCancel, onDone, onClosed }: ConfirmationProps) {
  const t = useTranslations()
  const words = useWords()
  const id = useId()
  const announce = useAnnounce()
  const doneSentence = useDoneSentence()
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
  const { confirm, checking, busy, error, forget } = useIntent(unanswered, (result) => {
    announce(doneSentence(action, result))
    onDone(result)
  })

  const held = session.data?.permissions ?? []
  const verdict = decide(version, action, held)
  const instead = decide(version, 'close', held)
  // Numbers that could not be read must not soften the check: the name is asked for then, too.
  const mustTypeName = action === 'stop' && (impact.data?.stop.typeName ?? impact.isError)
  const trouble = missing(action, draft, mustTypeName ? version.name : null)
  const waiting = weighs[action] && (impact.isPending || impact.isPlaceholderData)
  // The two endings can only be compared where both are possible, and by numbers.
  const comparable = action === 'stop' && instead.allowed && !(impact.isError && impact.data === undefined)
  const gone = live.error instanceof Refusal && live.error.problem.status === 404

  const send = () => {
    setAttempted(true)
    if (trouble.length > 0) return requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
    return confirm({ action, versionId: version.id, revision: impact.data?.revision ?? version.revision, body: bodyOf(action, draft) })
  }
  const switchTo = (other: Action) => {
    forget()
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
      onCancel={() => !busy && onCancel()}
      onClosed={onClosed}
      footer={
        <div className={styles.footer}>
          <Trouble
            id={`${id}-trouble`}
            action={action}
            error={error}
            gone={live.error instanceof Refusal ? live.error : null}
            last={changed ? history.data?.pages[0]?.items[0] : undefined}
            changed={changed}
            verdict={verdict}
            phase={checking ? 'checking' : busy ? 'sending' : 'deciding'}
          />
          <ConfirmationButtons
            action={action}
            state={busy ? 'sending' : !verdict.allowed || gone ? 'refused' : waiting ? 'weighing' : 'ready'}
            describedBy={`${id}-trouble`}
            instead={comparable ? null : insteadButton}
            cancel={cancel}
            onCancel={onCancel}
            onConfirm={send}
          />
        </div>
      }
    >
      <div className={styles.body}>
        <p id={`${id}-question`} className={styles.question}>
          {t(`confirm.question.${action}`, { title: words.fullTitle(version) })}
        </p>
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
