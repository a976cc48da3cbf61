import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { readSettings } from '#mocks/demo/demo-client.ts'
import { subscribeToFullStorage } from '#mocks/hosts/demo-failure.ts'
import { startAfresh } from '#mocks/hosts/start-afresh.ts'
import { AlertDialog } from '#ui/alert-dialog.tsx'
import { Button } from '#ui/input/button.tsx'
import styles from './demo-failure.module.css'
import { demoWords } from './demo-messages.ts'
import { useWords } from './use-words.ts'

/**
 * Says that the demo no longer works in this tab: the browser has no space left, or has deleted the demo's data or worker. Whether the demo
 * still answers is checked after each failed read of the console.
 */
export function DemoFailureDialog() {
  const client = useQueryClient()
  const { failure } = useWords(demoWords)
  const [reason, setReason] = useState<'lost' | 'storageFull' | null>(null)
  const reloadButton = useRef<HTMLButtonElement>(null)
  // Effect, because the browser's storage is outside React.
  useEffect(() => subscribeToFullStorage(() => setReason('storageFull')), [])
  // Effect, because reads also fail outside of any component.
  useEffect(() => {
    let isChecking = false
    const check = async () => {
      if (isChecking) return
      isChecking = true
      await readSettings().catch(() => setReason((known) => known ?? 'lost'))
      isChecking = false
    }
    return client.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') void check()
    })
  }, [client])
  if (reason === null) return null
  return (
    <AlertDialog
      title={failure.title}
      size="content"
      describedBy="demo-failure"
      initialFocus={reloadButton}
      onCancel={() => setReason(null)}
      onClosed={() => {}}
      notices={null}
      buttons={
        <div className={styles.footer}>
          <Button onPress={() => void startAfresh()}>{failure.startAfresh}</Button>
          <Button ref={reloadButton} variant="primary" onPress={() => location.reload()}>
            {failure.reload}
          </Button>
        </div>
      }
    >
      <div id="demo-failure" className={styles.text}>
        <p>{failure[reason]}</p>
        <p>{failure.startAfreshHint}</p>
      </div>
    </AlertDialog>
  )
}
