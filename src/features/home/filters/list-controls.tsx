import { Search, X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { sortKeys, sorts } from '#api/contract/list.ts'
import { passFocusTo } from '#ui/input/focus-fallback.ts'
import { Segmented } from '#ui/input/segmented.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import type { ListAddress } from './list-search-params.ts'
import styles from './list-controls.module.css'

interface ListControlsProps {
  readonly address: ListAddress
  readonly onChange: (change: Partial<ListAddress>) => void
}

/** How long typing may rest before the list is asked again, in milliseconds. */
const rest = 200

const heir = passFocusTo(() => document.querySelector('input[type=search]'))

/** Search, which versions, how long ago ended, and on narrow screens the order. */
export function ListControls({ address, onChange }: ListControlsProps) {
  const t = useTranslations()
  return (
    <div className={styles.controls}>
      <SearchField search={address.search} onSearch={(search) => onChange({ search })} />
      <Segmented
        label={t('home.versions')}
        value={address.versions}
        options={[
          { value: 'latest', name: t('home.latestVersions') },
          { value: 'all', name: t('home.allVersions') },
        ]}
        onChange={(versions) => onChange({ versions })}
      />
      {address.ended !== null && (
        <button ref={heir} type="button" className={styles.chip} onClick={() => onChange({ ended: null })}>
          {t('home.endedWithin', { count: address.ended })}
          <VisuallyHidden>{t('home.removeFilter')}</VisuallyHidden>
          <X size={14} aria-hidden />
        </button>
      )}
      <label className={styles.sort}>
        {t('home.sortBy')}
        <select
          value={address.sort}
          className={styles.select}
          onChange={(event) => onChange({ sort: sorts.find((sort) => sort === event.target.value) ?? address.sort })}
        >
          {sortKeys.flatMap((key) => [
            <option key={key} value={key}>
              {t('home.ascending', { column: t(`home.columns.${key}`) })}
            </option>,
            <option key={`-${key}`} value={`-${key}`}>
              {t('home.descending', { column: t(`home.columns.${key}`) })}
            </option>,
          ])}
        </select>
      </label>
    </div>
  )
}

function SearchField({ search, onSearch }: { readonly search: string; readonly onSearch: (search: string) => void }) {
  const t = useTranslations()
  const input = useRef<HTMLInputElement>(null)
  const [text, type] = useState(search)
  const [known, setKnown] = useState(search)
  const [sent, setSent] = useState(search)
  // An address that changes from elsewhere (back, clear all) is taken over; one that says what was typed here is not, because typing may have gone on.
  if (search !== known) {
    setKnown(search)
    setSent(search)
    if (search !== sent) type(search)
  }
  const ask = useEffectEvent((wanted: string) => {
    if (wanted === search) return
    setSent(wanted)
    onSearch(wanted)
  })
  // The list is asked once typing rests; a timer is nothing React knows of.
  useEffect(() => {
    const timer = setTimeout(() => ask(text.trim()), rest)
    return () => clearTimeout(timer)
  }, [text])
  const focus = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null
    const busy = target?.closest('input, textarea, select, [role=alertdialog], [role=menu]')
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || busy) return
    event.preventDefault()
    input.current?.focus()
  })
  // `/` searches from anywhere on the page: a key for the whole window has no element to hang on.
  useEffect(() => {
    window.addEventListener('keydown', focus)
    return () => window.removeEventListener('keydown', focus)
  }, [])
  return (
    <div className={styles.search} role="search">
      <Search size={16} aria-hidden className={styles.glass} />
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
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      {text !== '' && (
        <button
          ref={heir}
          type="button"
          className={styles.clear}
          aria-label={t('home.clearSearch')}
          onClick={() => {
            type('')
            input.current?.focus()
          }}
        >
          <X size={16} aria-hidden />
        </button>
      )}
    </div>
  )
}
