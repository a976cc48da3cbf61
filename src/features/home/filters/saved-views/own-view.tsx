import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { SavedView } from '#api/contract/saved-views/saved-view.ts'
import { removeView, saveView } from '#api/queries/saved-views/saved-views.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import '#i18n/view-messages.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { Sentence } from '#ui/sentence.tsx'
import styles from './saved-views.module.css'
import { toError, useViewSentences } from './use-view-sentences.ts'
import { ViewForm } from './view-form.tsx'
import { ViewLink, type ViewLinkProps } from './view-link.tsx'

const findPanel = () => document.querySelector<HTMLElement>(`.${styles.lists ?? ''}`)?.closest<HTMLElement>('[role=dialog]') ?? null
const focusFallback = restoreFocusOnUnmount(findPanel)

/** One function: another one in each render would take the focus again. */
const focusOnMount = (button: HTMLButtonElement | null) => button?.focus()

interface OwnViewProps extends Omit<ViewLinkProps, 'name' | 'query'> {
  readonly view: SavedView
  /** Called once it is deleted. */
  readonly onDeleted: () => void
}

/** A view of the user: its link, and what changes its name, shares it or deletes it. */
export function OwnView({ view, onDeleted, ...link }: OwnViewProps) {
  const t = useTranslations()
  const client = useQueryClient()
  const announce = useAnnounce()
  const [state, setState] = useState<'shown' | 'edited' | 'deleted'>('shown')
  const name = isolateBidi(view.name)
  if (state === 'edited')
    return (
      <li key="edited" ref={focusFallback} className={styles.entry}>
        <ViewForm
          initial={view}
          onSave={async ({ name: newName, shared }) => {
            await saveView(client, { name: newName, shared, query: view.query }, view)
            announce(t('views.saved', { view: isolateBidi(newName) }))
            setState('shown')
          }}
          onCancel={() => setState('shown')}
        />
      </li>
    )
  if (state === 'deleted') return <DeleteQuestion view={view} onDeleted={onDeleted} onKeep={() => setState('shown')} />
  return (
    <li key="shown" ref={focusFallback} className={styles.entry}>
      <ViewLink name={view.name} query={view} note={view.shared ? t('views.shared') : undefined} {...link} />
      <div className={styles.actions}>
        <Button variant="quiet" label={t('views.renameView', { view: name })} onPress={() => setState('edited')}>
          {t('views.rename')}
        </Button>
        <Button variant="quiet" label={t('views.deleteView', { view: name })} onPress={() => setState('deleted')}>
          {t('views.delete')}
        </Button>
      </div>
    </li>
  )
}

interface DeleteQuestionProps {
  readonly view: SavedView
  readonly onDeleted: () => void
  readonly onKeep: () => void
}

/** In the place of a view: whether it is to be deleted. The focus is on what keeps it. */
function DeleteQuestion({ view, onDeleted, onKeep }: DeleteQuestionProps) {
  const t = useTranslations()
  const client = useQueryClient()
  const announce = useAnnounce()
  const sentences = useViewSentences()
  const [failure, setFailure] = useState<Error | null>(null)
  const name = isolateBidi(view.name)
  const remove = async () => {
    try {
      await removeView(client, view)
      announce(t('views.deleted', { view: name }))
      onDeleted()
    } catch (error) {
      setFailure(toError(error))
    }
  }
  return (
    <li ref={focusFallback} className={styles.entry}>
      <p className={styles.question}>
        <Sentence text={t(view.shared ? 'views.deleteQuestion' : 'views.deleteOwnQuestion', { view: name })} verbatim={[name]} />
      </p>
      <Button label={t('views.deleteView', { view: name })} onPress={remove}>
        {t('views.delete')}
      </Button>
      <Button ref={focusOnMount} onPress={onKeep}>
        {t('views.keep')}
      </Button>
      {failure && (
        <p role="alert" className={styles.failure}>
          <Sentence text={sentences.ofFailure(failure, view.name)} verbatim={[name]} />
        </p>
      )}
    </li>
  )
}
