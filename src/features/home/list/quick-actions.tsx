import { useId } from 'react'
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
import { ignoreKeyRepeat, guardAriaDisabled } from '#ui/input/activation.ts'
import { Link } from '#ui/navigation/link.tsx'
import { Tooltip } from '#ui/tooltip.tsx'
import styles from './quick-actions.module.css'

interface QuickActionsProps {
  readonly version: VersionSummary
  readonly permissions: readonly Permission[]
  /** Why all actions of the row are unavailable. */
  readonly unavailable: string | undefined
}

/** Not the whole table: the first page loads these entries only. */
const quickActions = [
  ['duplicate', duplicateSpec],
  ['close', closeSpec],
  ['stop', stopSpec],
  ['delete', deleteSpec],
] as const

const classByTone = { plain: '', advised: styles.close, danger: styles.stop }

/** The actions in a row. Unavailable ones stay visible and explain why. */
export function QuickActions({ version, permissions, unavailable }: QuickActionsProps) {
  const t = useTranslations()
  const id = useId()
  const labels = useVersionLabels()
  const { requestAction } = useActions()
  const title = labels.title(version)
  const reportLabel = t('openReport')
  return (
    <div className={styles.actions} onPointerEnter={preloadDialogs} onFocus={preloadDialogs}>
      <Tooltip id={`${id}-report`} text={reportLabel}>
        <Link
          to={`${buildVersionPath(version)}?view=people`}
          className={styles.action}
          aria-label={t('actionOn', { action: reportLabel, version: title })}
        >
          <ColumnChartIcon size={18} />
        </Link>
      </Tooltip>
      {quickActions.map(([action, { icon: Icon, tone }]) => {
        const label = t(`action.${action}`)
        const unavailableReason = unavailable ?? labels.unavailableReason(decide(version, action, permissions), action)
        return (
          <Tooltip key={action} id={`${id}-${action}`} text={unavailableReason ?? label}>
            <button
              type="button"
              className={`${styles.action} ${classByTone[tone] ?? ''}`}
              aria-label={t('actionOn', { action: label, version: title })}
              aria-disabled={unavailableReason !== undefined || undefined}
              aria-describedby={unavailableReason === undefined ? undefined : `${id}-${action}`}
              onKeyDown={ignoreKeyRepeat}
              onClick={guardAriaDisabled(() => requestAction(action, version))}
            >
              <Icon size={18} aria-hidden />
            </button>
          </Tooltip>
        )
      })}
    </div>
  )
}
