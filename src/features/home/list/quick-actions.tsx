import { useId, type MouseEvent } from 'react'
import { useTranslations } from 'use-intl'
import type { VersionSummary } from '#api/contract/version.ts'
import { decide, type Permission } from '#domain/lifecycle.ts'
import { useActions } from '#features/actions/state/action-context.ts'
import { preloadDialogs } from '#features/actions/lazy-dialogs.ts'
import { closeSpec } from '#features/actions/specs/close-spec.ts'
import { deleteSpec } from '#features/actions/specs/delete-spec.ts'
import { duplicateSpec } from '#features/actions/specs/duplicate-spec.ts'
import { stopSpec } from '#features/actions/specs/stop-spec.ts'
import { buildVersionPath } from '#features/version/version-path.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { ColumnChartIcon } from '#ui/icon.tsx'
import { ignoreKeyRepeat } from '#ui/input/activation.ts'
import { Link } from '#ui/navigation/link.tsx'
import { useTooltips } from '#ui/tooltip/use-tooltips.tsx'
import table from './journey-table.module.css'
import styles from './quick-actions.module.css'

interface QuickActionsProps {
  readonly version: VersionSummary
  readonly permissions: readonly Permission[]
  /** Why all actions of the row are unavailable. */
  readonly unavailable: string | undefined
  /** Whether the icons are drawn. Without them the actions are there, in the same place, but cannot be seen. */
  readonly isDrawn: boolean
}

/** Not the whole table: the first page loads these entries only. */
const quickActions = [
  ['duplicate', duplicateSpec],
  ['close', closeSpec],
  ['stop', stopSpec],
  ['delete', deleteSpec],
] as const

const classByTone = { plain: '', advised: styles.close, danger: styles.stop }

/**
 * The cell with the actions of a row. Unavailable ones stay visible and explain why. There are many rows: the cell listens for its buttons,
 * and has one element for each of them until it is drawn.
 */
export function QuickActions({ version, permissions, unavailable, isDrawn }: QuickActionsProps) {
  const t = useTranslations()
  const id = useId()
  const labels = useVersionLabels()
  const { requestAction } = useActions()
  const title = labels.title(version)
  const actions = quickActions.map(([action, { icon, tone }]) => ({
    action,
    icon,
    tone,
    label: t(`action.${action}`),
    reason: unavailable ?? labels.unavailableReason(decide(version, action, permissions), action),
  }))
  const reportLabel = t('openReport')
  const { listeners, tooltip } = useTooltips({
    report: reportLabel,
    ...Object.fromEntries(actions.map(({ action, label, reason }) => [action, reason ?? label])),
  })
  const press = ({ target }: MouseEvent) => {
    const button = (target as Element).closest('button')
    const pressed = actions.find(({ action }) => action === button?.dataset['tooltip'])
    if (pressed && pressed.reason === undefined) requestAction(pressed.action, version)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- delegation for the buttons in it
    <div
      role="cell"
      className={`${table.actions} ${styles.actions}`}
      {...listeners}
      onPointerEnter={preloadDialogs}
      onFocusCapture={preloadDialogs}
      onKeyDown={ignoreKeyRepeat}
      onClick={(event) => {
        listeners.onClick(event)
        press(event)
      }}
    >
      <Link
        to={`${buildVersionPath(version)}?view=people`}
        className={styles.action}
        aria-label={t('actionOn', { action: reportLabel, version: title })}
        data-tooltip="report"
      >
        {isDrawn && <ColumnChartIcon size={18} />}
      </Link>
      {actions.map(({ action, icon: Icon, tone, label, reason }) => (
        <button
          key={action}
          type="button"
          className={`${styles.action} ${classByTone[tone] ?? ''}`}
          aria-label={t('actionOn', { action: label, version: title })}
          aria-disabled={reason !== undefined || undefined}
          aria-describedby={reason === undefined ? undefined : `${id}-${action}`}
          data-tooltip={action}
        >
          {isDrawn && <Icon size={18} aria-hidden />}
          {reason !== undefined && (
            <span id={`${id}-${action}`} hidden>
              {reason}
            </span>
          )}
        </button>
      ))}
      {tooltip}
    </div>
  )
}
