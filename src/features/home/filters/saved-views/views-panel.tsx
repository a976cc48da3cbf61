import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslations } from 'use-intl'
import { sessionOptions } from '#api/queries/session.ts'
import { savedViewsOptions } from '#api/queries/saved-views/saved-views.ts'
import type { PanelProps } from '#features/home/filters/panel-button.tsx'
import type { ListParams } from '#features/home/filters/list-search-params.ts'
import panelStyles from '#features/home/filters/panel/filters-panel.module.css'
import { useClosing } from '#features/home/filters/panel/use-closing.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import '#i18n/filter-messages.ts'
import '#i18n/view-messages.ts'
import { Button } from '#ui/input/button.tsx'
import { Link } from '#ui/navigation/link.tsx'
import { Sentence } from '#ui/sentence.tsx'
import { OwnView } from './own-view.tsx'
import styles from './saved-views.module.css'
import { useSaveAs } from './use-save-as.ts'
import { builtInViews, formatViewQuery } from './view-address.ts'
import { ViewForm } from './view-form.tsx'
import { ViewLink } from './view-link.tsx'

/** Views of the list: those that are built in, those of the user, and those that others share. */
export function ViewsPanel({ listParams, onChange, onClose }: PanelProps) {
  const t = useTranslations()
  const id = useId()
  const panel = useClosing(onClose)
  const userId = useQuery(sessionOptions).data?.user.id
  const { data, isError } = useQuery(savedViewsOptions)
  const own = data?.items.filter(({ owner }) => owner.id === userId)
  const ofOthers = data?.items.filter(({ owner }) => owner.id !== userId) ?? []
  const onFollow = () => onClose('button')
  return (
    <section ref={panel} role="dialog" aria-labelledby={id} tabIndex={-1} className={panelStyles.panel}>
      <header className={panelStyles.header}>
        <h2 id={id} className={panelStyles.title}>
          {t('home.panels.views')}
        </h2>
        <div className={panelStyles.actions}>
          <Button variant="quiet" onPress={onFollow}>
            {t('filters.done')}
          </Button>
        </div>
      </header>
      <div className={styles.lists}>
        <BuiltInViews listParams={listParams} onFollow={onFollow} />
        <section aria-labelledby={`${id}-own`} className={styles.own}>
          <h3 id={`${id}-own`} className={panelStyles.legend}>
            {t('views.own')}
          </h3>
          {isError && !data && <p role="alert">{t('views.none')}</p>}
          {!isError && !data && <p className={panelStyles.note}>{t('app.loading')}</p>}
          {own?.length === 0 && <p className={panelStyles.note}>{t('views.noOwn')}</p>}
          <ul className={styles.list}>
            {own?.map((view) => (
              <OwnView
                key={view.id}
                view={view}
                isCurrent={view.id === listParams.view}
                onFollow={onFollow}
                onDeleted={() => view.id === listParams.view && onChange({ view: '' })}
              />
            ))}
          </ul>
          {data && <SaveList listParams={listParams} onSaved={onFollow} />}
        </section>
        {ofOthers.length > 0 && (
          <section aria-labelledby={`${id}-others`}>
            <h3 id={`${id}-others`} className={panelStyles.legend}>
              {t('views.ofOthers')}
            </h3>
            <ul className={styles.list}>
              {ofOthers.map((view) => (
                <li key={view.id} className={styles.entry}>
                  <ViewLink
                    name={view.name}
                    query={view}
                    isCurrent={view.id === listParams.view}
                    note={<Owner name={isolateBidi(view.owner.name)} />}
                    onFollow={onFollow}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </section>
  )
}

function Owner({ name }: { readonly name: string }) {
  const t = useTranslations()
  return <Sentence text={t('views.by', { person: name })} verbatim={[name]} />
}

interface BuiltInViewsProps {
  readonly listParams: ListParams
  readonly onFollow: () => void
}

function BuiltInViews({ listParams, onFollow }: BuiltInViewsProps) {
  const t = useTranslations()
  const id = useId()
  const shown = listParams.view === '' ? formatViewQuery(listParams) : null
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={panelStyles.legend}>
        {t('views.builtIn')}
      </h3>
      <ul className={styles.list}>
        {(['live', 'draining', 'ended', 'mine'] as const).map((name) => (
          <li key={name} className={styles.entry}>
            <Link
              to={{ pathname: '/', search: formatViewQuery(builtInViews[name]) }}
              className={styles.link}
              aria-current={formatViewQuery(builtInViews[name]) === shown || undefined}
              preventScrollReset
              onClick={({ ctrlKey, metaKey, shiftKey }) => void (ctrlKey || metaKey || shiftKey || onFollow())}
            >
              <span className={styles.name}>{name === 'live' ? t('status.live') : t(`views.builtInNames.${name}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface SaveListProps {
  readonly listParams: ListParams
  readonly onSaved: () => void
}

/** Opens the form of a new view, in its place. */
function SaveList({ listParams, onSaved }: SaveListProps) {
  const t = useTranslations()
  const saveAs = useSaveAs(listParams)
  const [isOpen, setIsOpen] = useState(false)
  if (!isOpen) return <Button onPress={() => setIsOpen(true)}>{t('views.saveList')}</Button>
  return (
    <ViewForm
      initial={{ name: '', shared: false }}
      onSave={async (view) => {
        await saveAs(view)
        onSaved()
      }}
      onCancel={() => setIsOpen(false)}
    />
  )
}
