import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { useTranslations } from 'use-intl'
import type { SavedView } from '#api/contract/saved-views/saved-view.ts'
import { savedViewsOptions, saveView } from '#api/queries/saved-views/saved-views.ts'
import { sessionOptions } from '#api/queries/session.ts'
import type { ListParams } from '#features/home/filters/list-search-params.ts'
import panelStyles from '#features/home/filters/panel/filters-panel.module.css'
import { useClosing, type OnPanelClose } from '#features/home/filters/panel/use-closing.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import '#i18n/view-messages.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { Sentence } from '#ui/sentence.tsx'
import { TextPart } from '#ui/text-part.tsx'
import styles from './saved-views.module.css'
import { toError, useViewSentences } from './use-view-sentences.ts'
import { formatViewAddress, formatViewQuery, isEdited } from './view-address.ts'
import { ViewForm } from './view-form.tsx'
import { useSaveAs } from './use-save-as.ts'

const focusFallback = restoreFocusOnUnmount(() => document.getElementById('views'))

interface ViewBarProps {
  readonly listParams: ListParams
}

/** The view that the list is, or was before it was edited; and what becomes of the edits. */
export function ViewBar({ listParams }: ViewBarProps) {
  const t = useTranslations()
  const { data, isError } = useQuery(savedViewsOptions)
  const view = data?.items.find(({ id }) => id === listParams.view)
  if (!view)
    return (
      <div key="unknown" ref={focusFallback} className={styles.bar}>
        {data && <p className={styles.unknown}>{t('views.unknown')}</p>}
        {isError && !data && <p className={styles.unknown}>{t('views.none')}</p>}
        {data && <SaveAs listParams={listParams} />}
      </div>
    )
  return (
    <div role="group" aria-label={t('views.current')} className={styles.bar}>
      <TextPart>{t('views.current')}</TextPart>
      <bdi translate="no" title={view.name} className={styles.shown}>
        {view.name}
      </bdi>
      {isEdited(view, listParams) && <Edits view={view} listParams={listParams} />}
    </div>
  )
}

interface EditsProps extends ViewBarProps {
  readonly view: SavedView
}

/** Says that the list is no longer that of its view. */
function Edits({ view, listParams }: EditsProps) {
  const t = useTranslations()
  const client = useQueryClient()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const sentences = useViewSentences()
  const isOwn = useQuery(sessionOptions).data?.user.id === view.owner.id
  const [failure, setFailure] = useState<Error | null>(null)
  const name = isolateBidi(view.name)
  const save = async () => {
    setFailure(null)
    try {
      await saveView(client, { name: view.name, shared: view.shared, query: formatViewQuery(listParams) }, view)
      announce(t('views.saved', { view: name }))
    } catch (error) {
      setFailure(toError(error))
    }
  }
  const discard = () => void navigate({ pathname: '/', search: formatViewAddress(view) }, { preventScrollReset: true })
  return (
    <div ref={focusFallback} className={styles.edits}>
      <span className={styles.edited}>{t('views.edited')}</span>
      {isOwn && (
        <Button ref={focusFallback} variant="quiet" onPress={save}>
          {t('views.save')}
        </Button>
      )}
      <Button variant="quiet" onPress={discard}>
        {t('views.discard')}
      </Button>
      <SaveAs listParams={listParams} />
      {failure && (
        <p role="alert" className={styles.failure}>
          <Sentence text={sentences.ofFailure(failure, view.name)} verbatim={[name]} />
        </p>
      )}
    </div>
  )
}

/** A button that opens the form of a new view. */
function SaveAs({ listParams }: ViewBarProps) {
  const t = useTranslations()
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const close: OnPanelClose = (focus) => {
    setIsOpen(false)
    if (focus === 'button') button.current?.focus()
  }
  return (
    <div>
      <Button ref={button} variant="quiet" onPress={() => setIsOpen(!isOpen)}>
        {t('views.saveAs')}
      </Button>
      {isOpen && <SaveAsPanel listParams={listParams} onClose={close} />}
    </div>
  )
}

function SaveAsPanel({ listParams, onClose }: ViewBarProps & { readonly onClose: OnPanelClose }) {
  const t = useTranslations()
  const id = useId()
  const panel = useClosing(onClose)
  const saveAs = useSaveAs(listParams)
  return (
    <section ref={panel} role="dialog" aria-labelledby={id} tabIndex={-1} className={`${panelStyles.panel} ${styles.formPanel}`}>
      <h2 id={id} className={panelStyles.title}>
        {t('views.saveAs')}
      </h2>
      <ViewForm
        initial={{ name: '', shared: false }}
        onSave={async (view) => {
          await saveAs(view)
          onClose('button')
        }}
        onCancel={() => onClose('button')}
      />
    </section>
  )
}
