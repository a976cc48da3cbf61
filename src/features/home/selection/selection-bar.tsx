import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef } from 'react'
import { useTranslations } from 'use-intl'
import type { VersionSummary } from '#api/contract/version.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { batchActions, maxBatchItems, type BatchAction } from '#domain/batch.ts'
import { findMissingPermission, type Permission } from '#domain/lifecycle.ts'
import { listReturnFocusCandidates } from '#features/actions/state/focus-restoration.ts'
import { useBatches } from '#features/batches/state/batches-context.ts'
import { findColumns } from '#features/home/filters/columns/stored-columns.ts'
import { toListFilter, type ListParams } from '#features/home/filters/list-search-params.ts'
import '#i18n/batch-messages.ts'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { keepFocusInSight } from '#ui/input/keep-focus-in-sight.ts'
import { TextPart } from '#ui/text-part.tsx'
import { Tooltip } from '#ui/tooltip/tooltip.tsx'
import { listUnshown } from './reduce-selection.ts'
import { countSelected, emptySelection, isSelected, type Selection, type SelectionEvent } from './selection.ts'
import { useCopiedRows } from './use-copied-rows.ts'
import styles from './selection-bar.module.css'

interface SelectionBarProps {
  readonly selection: Selection
  /** The loaded rows, in order. */
  readonly rows: readonly VersionSummary[]
  readonly matchingCount: number
  readonly listParams: ListParams
  readonly permissions: readonly Permission[]
  readonly onChange: (event: SelectionEvent) => void
}

const selectedCheckbox = '[data-index] [aria-checked=true]'

const findCheckbox = () => document.querySelector<HTMLElement>('[data-index] [role=checkbox]')

/** What a button of the bar that vanishes gives the focus to: the button behind the actions, if it is there, or else the rows. */
const focusFallback = restoreFocusOnUnmount(
  () => document.querySelector<HTMLElement>(`.${styles.actions ?? ''} > button`) ?? findCheckbox(),
)

/** The page reserves the height of the bar, and the focus goes back to the rows when it vanishes. */
const holdArea = (area: HTMLElement | null) => {
  if (area === null) return undefined
  const release = keepFocusInSight(area, '--selection-bar')
  const restoreFocus = restoreFocusOnUnmount(findCheckbox)(area)
  return () => {
    release()
    restoreFocus()
  }
}

/** Says how many rows are selected; the announcement is the same sentence. */
function useSelectionSentence(selection: Selection, matchingCount: number): string {
  const t = useTranslations()
  const count = countSelected(selection, matchingCount)
  if (count === 0) return t('selection.everything', { count: matchingCount })
  if (selection.extent === 'rows') return t('selection.count', { count })
  return count === matchingCount ? t('selection.matching', { count }) : t('selection.matchingSome', { count, matching: matchingCount })
}

/** All that match, as a selection. */
const everything: Selection = { ...emptySelection, extent: 'matching' }

/**
 * What can be done with the selected rows. It floats above the end of the window. In the list of all that use a thing it is also there without
 * any: its actions then mean all that match.
 */
export function SelectionBar({ selection: selected, rows, matchingCount, listParams, permissions, onChange }: SelectionBarProps) {
  const t = useTranslations()
  const id = useId()
  const announce = useAnnounce()
  const { requestBatch } = useBatches()
  const timeZone = useReaderTimeZone()
  const userId = useQuery(sessionOptions).data?.user.id
  const sentence = useSelectionSentence(selected, matchingCount)
  const isEmpty = countSelected(selected, matchingCount) === 0
  const selection = isEmpty ? everything : selected
  const count = countSelected(selection, matchingCount)
  const rowIds = rows.map(({ id }) => id)
  useCopiedRows(
    rows.filter(({ id }) => isSelected(selected, id)),
    countSelected(selected, matchingCount),
    findColumns(listParams),
  )
  const unshown = listUnshown(selection, rowIds)
  const isTooMany = count > maxBatchItems
  const announcedSentence = useRef('')
  // Effect, because the announcer is outside React.
  useEffect(() => {
    if (announcedSentence.current === sentence) return
    announcedSentence.current = sentence
    announce(sentence)
  }, [announce, sentence])
  const clear = () => {
    onChange({ type: 'clear' })
    announce(t('selection.cleared'))
  }
  const request = (action: BatchAction) => {
    const { sort: _, ...query } = toListFilter(listParams, timeZone, userId)
    requestBatch({
      action,
      selection: selection.extent === 'rows' ? { ids: [...selection.ids] } : { query, except: [...selection.ids] },
      count,
      unshown: unshown.length,
      // The bar is gone once a batch has been started.
      returnFocusTo: [...listReturnFocusCandidates(document.activeElement), ...document.querySelectorAll<HTMLElement>(selectedCheckbox)],
      onStarted: () => onChange({ type: 'clear' }),
    })
  }
  return (
    <section ref={holdArea} aria-label={t('selection.title')} className={styles.area}>
      <div className={styles.bar}>
        <div className={styles.facts}>
          <span className={styles.count}>{`${sentence} `}</span>
          {unshown.length > 0 && <TextPart>{t('selection.unshown', { count: unshown.length })}</TextPart>}
          {unshown.length > 0 && (
            <Button ref={focusFallback} variant="quiet" onPress={() => onChange({ type: 'keepRows', rows: rowIds })}>
              {t('selection.keepShown', { count: unshown.length })}
            </Button>
          )}
          {(isEmpty || (selection.extent === 'rows' && matchingCount > rowIds.length)) && (
            <Button ref={focusFallback} variant="quiet" onPress={() => onChange({ type: 'selectMatching' })}>
              {t('selection.selectMatching', { count: matchingCount })}
            </Button>
          )}
          {selection.wasNarrowed && <p className={styles.note}>{t('selection.narrowed')}</p>}
          {isTooMany && (
            <p id={`${id}-many`} className={styles.warning}>
              {t('selection.tooMany', { most: maxBatchItems })}
            </p>
          )}
        </div>
        <div className={styles.actions}>
          {batchActions.map((action) => (
            <BatchButton
              key={action}
              action={action}
              tooMany={isTooMany ? `${id}-many` : null}
              permissions={permissions}
              onPress={() => request(action)}
            />
          ))}
          {!isEmpty && (
            <Button ref={focusFallback} variant="quiet" onPress={clear}>
              {t('selection.clear')}
            </Button>
          )}
        </div>
      </div>
    </section>
  )
}

interface BatchButtonProps {
  readonly action: BatchAction
  /** The element that says that too many rows are selected; `null` if there are not. */
  readonly tooMany: string | null
  readonly permissions: readonly Permission[]
  readonly onPress: () => void
}

/** Opens the dialog that ends the selected versions. An unavailable one stays, with its reason. */
function BatchButton({ action, tooMany, permissions, onPress }: BatchButtonProps) {
  const t = useTranslations()
  const id = useId()
  const reason = findMissingPermission(action, permissions) ? t('reason.notPermitted', { action }) : null
  return (
    <Tooltip id={id} text={reason}>
      <Button
        variant={action === 'stop' ? 'danger' : 'primary'}
        state={reason !== null || tooMany !== null ? 'unavailable' : 'ready'}
        describedBy={reason === null ? (tooMany ?? undefined) : id}
        onPress={onPress}
      >
        {t(`action.${action}`)}
      </Button>
    </Tooltip>
  )
}
