import { Command } from 'cmdk'
import { useTranslations } from 'use-intl'
import '#i18n/palette-messages.ts'
import { Sentence } from '#ui/sentence.tsx'
import styles from './command-palette.module.css'
import type { PaletteViews } from './use-palette-views.ts'

interface ViewGroupProps {
  readonly views: PaletteViews
  /** The value of each item, and its choice. */
  readonly choices: readonly { readonly value: string; readonly view: PaletteViews['items'][number]; readonly choose: () => void }[]
}

/** The views in the command palette, or that they could not be read. */
export function ViewGroup({ views: { state }, choices }: ViewGroupProps) {
  const t = useTranslations()
  if (choices.length === 0 && state !== 'failed') return null
  return (
    <Command.Group heading={t('palette.views')} className={styles.group}>
      {choices.map(({ value, view: { name, owner, note }, choose }) => (
        <Command.Item key={value} value={value} className={styles.item} onSelect={choose}>
          {owner === null ? (
            <span className={styles.name}>{name}</span>
          ) : (
            <bdi translate="no" className={styles.name}>
              {name}
            </bdi>
          )}
          {note !== '' && (
            <span className={styles.note}>
              <Sentence text={note} verbatim={owner === null ? [] : [owner]} />
            </span>
          )}
        </Command.Item>
      ))}
      {state === 'failed' && (
        <Command.Item disabled value="views failed" className={styles.failed}>
          {t('views.none')}
        </Command.Item>
      )}
    </Command.Group>
  )
}

interface PlaceGroupProps {
  readonly choices: readonly { readonly value: string; readonly label: string; readonly choose: () => void }[]
}

/** The lists of one status and the other pages in the command palette. */
export function PlaceGroup({ choices }: PlaceGroupProps) {
  const t = useTranslations()
  if (choices.length === 0) return null
  return (
    <Command.Group heading={t('palette.places')} className={styles.group}>
      {choices.map(({ value, label, choose }) => (
        <Command.Item key={value} value={value} className={styles.item} onSelect={choose}>
          <span className={styles.name}>{label}</span>
        </Command.Item>
      ))}
    </Command.Group>
  )
}
