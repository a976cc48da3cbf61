import { useEffect, useEffectEvent, useLayoutEffect, useReducer, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { sortKeys, sorts } from '#api/contract/list.ts'
import { CrossIcon, SearchIcon } from '#ui/icon.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { Segmented } from '#ui/input/segmented.tsx'
import { useDebouncedCallback } from '#ui/input/use-debounced-callback.ts'
import { reduceSearch } from './search-field-state.ts'
import { PanelButton, panelNames, type FilterProps } from './panel-button.tsx'
import styles from './list-controls.module.css'

/** Debounce of the search field, in milliseconds. */
const typingDelayMs = 200

const focusFallback = restoreFocusOnUnmount(() => document.querySelector('input[type=search]'))

/** Search, filters, and on narrow screens the sort order. */
export function ListControls({ listParams, onChange }: FilterProps) {
  const t = useTranslations()
  return (
    <div className={styles.controls}>
      <SearchField search={listParams.search} onSearch={(search) => onChange({ search })} />
      {panelNames.map((name) => (
        <PanelButton key={name} name={name} listParams={listParams} onChange={onChange} />
      ))}
      <Segmented
        label={t('home.versions')}
        value={listParams.versions}
        options={[
          { value: 'latest', name: t('home.latestVersions') },
          { value: 'all', name: t('home.allVersions') },
        ]}
        onChange={(versions) => onChange({ versions })}
      />
      <label className={styles.sort}>
        <span>{t('home.sortBy')}</span>
        <select
          value={listParams.sort}
          className={styles.select}
          onChange={(event) => onChange({ sort: sorts.find((sort) => sort === event.target.value) ?? listParams.sort })}
        >
          {sortKeys.flatMap((key) =>
            [key, `-${key}`].map((sort) => (
              <option key={sort} value={sort}>
                {t(sort === key ? 'home.ascending' : 'home.descending', { column: t(`home.columns.${key}`) })}
              </option>
            )),
          )}
        </select>
      </label>
    </div>
  )
}

function SearchField({ search, onSearch }: { readonly search: string; readonly onSearch: (search: string) => void }) {
  const t = useTranslations()
  const input = useRef<HTMLInputElement>(null)
  const [{ draft }, dispatch] = useReducer(reduceSearch, { draft: search, submitted: search })
  // Before the next paint: the URL is outside React.
  useLayoutEffect(() => dispatch({ type: 'urlChanged', search }), [search])
  const submit = useDebouncedCallback((text: string) => {
    // The URL may have changed since that was typed.
    if (text !== draft || text.trim() === search) return
    dispatch({ type: 'submitted', search: text.trim() })
    onSearch(text.trim())
  }, typingDelayMs)
  const type = (text: string) => {
    dispatch({ type: 'typed', draft: text })
    submit(text)
  }
  const focusOnSlash = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null
    const isTyping = target?.closest('input, textarea, select, [role=alertdialog], [role=menu]')
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return
    event.preventDefault()
    input.current?.focus()
  })
  // `/` focuses the search from anywhere on the page: the key listener is on the window.
  useEffect(() => {
    window.addEventListener('keydown', focusOnSlash)
    return () => window.removeEventListener('keydown', focusOnSlash)
  }, [])
  return (
    <div className={styles.search} role="search">
      <SearchIcon size={16} />
      <input
        ref={input}
        type="search"
        className={styles.input}
        aria-label={t('home.search')}
        placeholder={t('home.search')}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        dir="auto"
        value={draft}
        onChange={(event) => type(event.target.value)}
      />
      {draft !== '' && (
        <button
          ref={focusFallback}
          type="button"
          className={styles.clear}
          aria-label={t('home.clearSearch')}
          onClick={() => {
            type('')
            input.current?.focus()
          }}
        >
          <CrossIcon size={16} />
        </button>
      )}
    </div>
  )
}
