import { useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { personIdSchema } from '#api/contract/entrances/person-id.ts'
import * as v from 'valibot'
import { Button } from '#ui/input/button.tsx'
import { Field } from '#ui/input/field.tsx'
import styles from './find-person.module.css'

/** The greatest length of an identifier. */
const maxLength = 100

interface PersonFormProps {
  readonly isBusy: boolean
  readonly onFind: (id: string) => Promise<void>
}

/** The field for the identifier. A problem is said below it, and it gets the focus. */
export function PersonForm({ isBusy, onFind }: PersonFormProps) {
  const t = useTranslations()
  const hintId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<'missing' | 'tooLong' | 'unusable' | null>(null)
  const sentences = {
    missing: t('person.idMissing'),
    tooLong: t('person.idTooLong', { max: maxLength }),
    unusable: t('person.idUnusable'),
  }
  const findProblem = (id: string) => {
    if (id === '') return 'missing'
    if (id.length > maxLength) return 'tooLong'
    return v.safeParse(personIdSchema, id).success ? null : 'unusable'
  }
  const find = () => {
    // White space around an identifier that was pasted belongs to what it was copied from.
    const id = typed.trim()
    const found = findProblem(id)
    setProblem(found)
    if (found === null) void onFind(id)
    else input.current?.focus()
  }
  return (
    <div className={styles.form}>
      <Field label={t('person.id')} error={problem && sentences[problem]}>
        {(control) => (
          <input
            {...control}
            aria-describedby={[hintId, control['aria-describedby']].filter(Boolean).join(' ')}
            ref={input}
            type="text"
            dir="auto"
            translate="no"
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            enterKeyHint="search"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing && !event.repeat) find()
            }}
          />
        )}
      </Field>
      <div className={styles.submit}>
        <Button variant="primary" state={isBusy ? 'busy' : 'ready'} onPress={find}>
          {t('person.find')}
        </Button>
      </div>
      <p id={hintId} className={styles.hint}>
        {t('person.idHint')}
      </p>
    </div>
  )
}
