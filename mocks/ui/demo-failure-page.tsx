import type { DemoFailureReason } from '#mocks/hosts/demo-failure.ts'
import { startAfresh } from '#mocks/hosts/start-afresh.ts'
import { Button } from '#ui/input/button.tsx'
import { demoWords } from './demo-messages.ts'
import { useWords } from './use-words.ts'
import styles from './demo-failure.module.css'

/** Failures that a demo without data may not have. */
const curedByStartingAfresh: readonly DemoFailureReason[] = ['noStorage', 'storageFull', 'tooSlow', 'unexpected']

/** Shown in place of the console if the demo cannot run: why, and what the user can do. */
export function DemoFailurePage({ reason }: { readonly reason: DemoFailureReason }) {
  const { failure } = useWords(demoWords)
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{failure.title}</h1>
      <p role="alert">{failure[reason]}</p>
      <div className={styles.buttons}>
        <Button variant="primary" onPress={() => location.reload()}>
          {failure.reload}
        </Button>
        {curedByStartingAfresh.includes(reason) && <Button onPress={() => void startAfresh()}>{failure.startAfresh}</Button>}
      </div>
      {curedByStartingAfresh.includes(reason) && <p className={styles.hint}>{failure.startAfreshHint}</p>}
    </main>
  )
}
