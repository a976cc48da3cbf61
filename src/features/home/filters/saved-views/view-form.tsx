import { useEffect, useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { SavedView } from '#api/contract/saved-views/saved-view.ts'
import '#i18n/view-messages.ts'
import { Button } from '#ui/input/button.tsx'
import { Field } from '#ui/input/field.tsx'
import styles from './saved-views.module.css'
import { toError, useViewSentences } from './use-view-sentences.ts'

type NamedView = Pick<SavedView, 'name' | 'shared'>

interface ViewFormProps {
  readonly initial: NamedView
  /** Resolves once the view is saved. */
  readonly onSave: (view: NamedView) => Promise<void>
  readonly onCancel: () => void
}

/** Name of a view, and whether it is shared. A problem is said below the name, which gets the focus. */
export function ViewForm({ initial, onSave, onCancel }: ViewFormProps) {
  const t = useTranslations()
  const id = useId()
  const sentences = useViewSentences()
  const input = useRef<HTMLInputElement>(null)
  const [{ name, shared }, setView] = useState(initial)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, setIsSaving] = useState(false)
  // Effect, because the focus is outside React.
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const show = (sentence: string) => {
    setProblem(sentence)
    input.current?.focus()
  }
  const save = async () => {
    if (isSaving) return
    const nameProblem = sentences.ofName(name)
    if (nameProblem !== null) return show(nameProblem)
    setIsSaving(true)
    try {
      await onSave({ name: name.trim(), shared })
    } catch (error) {
      show(sentences.ofFailure(toError(error), name))
    }
    setIsSaving(false)
  }
  return (
    <div className={styles.form}>
      <Field label={t('views.name')} error={problem}>
        {(control) => (
          <input
            {...control}
            ref={input}
            type="text"
            dir="auto"
            translate="no"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={name}
            onChange={(event) => setView({ name: event.target.value, shared })}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing && !event.repeat) void save()
            }}
          />
        )}
      </Field>
      <div className={styles.share}>
        <input
          id={`${id}-share`}
          type="checkbox"
          aria-describedby={`${id}-hint`}
          checked={shared}
          onChange={(event) => setView({ name, shared: event.target.checked })}
        />
        <label htmlFor={`${id}-share`}>{t('views.share')}</label>
        <span id={`${id}-hint`} className={styles.hint}>
          {t('views.shareHint')}
        </span>
      </div>
      <div className={styles.buttons}>
        <Button variant="primary" state={isSaving ? 'busy' : 'ready'} onPress={() => void save()}>
          {t('views.save')}
        </Button>
        <Button onPress={onCancel}>{t('views.cancel')}</Button>
      </div>
    </div>
  )
}
