import { ClipboardCopy } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Confirmation } from './confirmation.tsx'
import { Button } from '#ui/input/button.tsx'
import styles from './copy-button.module.css'
import { Field } from '#ui/input/field.tsx'

interface CopyButtonProps {
  readonly children: string
  readonly formatText: () => string
  /** The sentence that confirms it. */
  readonly copiedText: string
  readonly describedBy?: string
}

const selectText = (field: HTMLTextAreaElement | null) => {
  field?.focus()
  field?.select()
}

/** Copies a text. If the browser refuses, the text is shown and selected, so that it can be copied by hand. */
export function CopyButton({ children, formatText, copiedText, describedBy }: CopyButtonProps) {
  const t = useTranslations()
  const [done, setDone] = useState<{ readonly text: string } | null>(null)
  const [refusedText, setRefusedText] = useState<string | null>(null)
  const copy = async () => {
    const text = formatText()
    try {
      await navigator.clipboard.writeText(text)
      setRefusedText(null)
      setDone({ text: copiedText })
    } catch {
      // The focus moves to the text, so its label is read.
      setDone(null)
      setRefusedText(text)
    }
  }
  return (
    <>
      <Confirmation done={done}>
        <Button describedBy={describedBy} onPress={() => void copy()}>
          <ClipboardCopy size={16} aria-hidden />
          <span>{children}</span>
        </Button>
      </Confirmation>
      {refusedText !== null && (
        <div className={styles.refused}>
          <Field label={t('properties.copyFailed')}>
            {(control) => <textarea {...control} ref={selectText} dir="auto" rows={4} readOnly value={refusedText} />}
          </Field>
        </div>
      )}
    </>
  )
}
