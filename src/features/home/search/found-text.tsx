import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { VersionSummary } from '#api/contract/version.ts'
import { findRanges } from '#domain/search/find-ranges.ts'
import '#i18n/list-messages.ts'
import { findMatch } from './find-match.ts'
import styles from './found-text.module.css'

/** How much of a long text stands before what was found. */
const contextLength = 12

interface MarkedTextProps {
  readonly text: string
  readonly words: readonly string[]
}

/** A text that people have written, with the words that were found in it. Each part is an element of its own. */
function MarkedText({ text, words }: MarkedTextProps) {
  const ranges = findRanges(text, words)
  const bounds = [0, ...ranges.flatMap(({ start, end }) => [start, end]), text.length]
  return (
    <bdi translate="no">
      {bounds.slice(1).map((end, place) => {
        const part = text.slice(bounds[place], end)
        if (part === '') return null
        return place % 2 === 1 ? (
          <mark key={place} className={styles.mark}>
            {part}
          </mark>
        ) : (
          <span key={place}>{part}</span>
        )
      })}
    </bdi>
  )
}

/** Cuts what stands far before the first word that was found, at a space. */
function cutStart(text: string, words: readonly string[]): string {
  const start = text.lastIndexOf(' ', (findRanges(text, words)[0]?.start ?? 0) - contextLength) + 1
  return start > 0 ? `…${text.slice(start)}` : text
}

interface FoundTextProps {
  readonly row: VersionSummary
  readonly search: string
  /** The name as it is without a search, in the place of the name; absent in the place beside it. */
  readonly name?: ReactNode
}

/**
 * In the place of the name the name, with what a search has found in it. Beside it the other field in which the search has found the row, if
 * not all is in the name: within the height of its row, so that nothing moves.
 */
export function FoundText({ row, search, name }: FoundTextProps) {
  const t = useTranslations()
  const { words, place } = findMatch(row, search)
  if (name !== undefined) return <MarkedText text={row.name} words={words} />
  if (place === null) return null
  return (
    <span className={styles.place} title={place.text}>
      <span>{`${t(`list.found.${place.field}`)} `}</span>
      <MarkedText text={cutStart(place.text, words)} words={words} />
    </span>
  )
}
