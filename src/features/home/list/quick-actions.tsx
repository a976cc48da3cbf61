import { ChartNoAxesColumn, Copy, DoorClosed, OctagonX, Trash2, type LucideIcon } from 'lucide-react'
import { useId } from 'react'
import { Link } from 'react-router'
import { useTranslations } from 'use-intl'
import type { VersionSummary } from '#api/contract/version.ts'
import { decide, type Action, type Permission } from '#domain/lifecycle.ts'
import { useEnding } from '#features/actions/state/action-context.ts'
import { preloadConfirmation } from '#features/actions/lazy-dialogs.ts'
import { pageOf } from '#features/version/version-path.ts'
import { useWords } from '#features/version/use-version-labels.ts'
import { once, unlessUnavailable } from '#ui/input/activation.ts'
import { Tooltip } from '#ui/tooltip.tsx'
import styles from './quick-actions.module.css'

interface QuickActionsProps {
  readonly version: VersionSummary
  readonly permissions: readonly Permission[]
  /** Why nothing at all can be done with it. */
  readonly unavailable: string | undefined
}

const shown = [
  ['duplicate', Copy, ''],
  ['close', DoorClosed, styles.gentle],
  ['stop', OctagonX, styles.violent],
  ['delete', Trash2, ''],
] as const satisfies readonly (readonly [Action, LucideIcon, string | undefined])[]

/** What can be done with a version right from its row. What is not available stays, and says why. */
export function QuickActions({ version, permissions, unavailable }: QuickActionsProps) {
  const t = useTranslations()
  const id = useId()
  const words = useWords()
  const { choose } = useEnding()
  const title = words.title(version)
  const report = t('openReport')
  return (
    <div className={styles.actions} onPointerEnter={preloadConfirmation} onFocus={preloadConfirmation}>
      <Tooltip id={`${id}-report`} text={report}>
        <Link
          to={`${pageOf(version)}?view=people`}
          className={styles.action}
          aria-label={t('actionOn', { action: report, version: title })}
        >
          <ChartNoAxesColumn size={18} aria-hidden />
        </Link>
      </Tooltip>
      {shown.map(([action, Icon, look]) => {
        const label = t(`action.${action}`)
        const refusal = unavailable ?? words.refusal(decide(version, action, permissions), action)
        return (
          <Tooltip key={action} id={`${id}-${action}`} text={refusal ?? label}>
            <button
              type="button"
              className={`${styles.action} ${look ?? ''}`}
              aria-label={t('actionOn', { action: label, version: title })}
              aria-disabled={refusal !== undefined || undefined}
              aria-describedby={refusal === undefined ? undefined : `${id}-${action}`}
              onKeyDown={once}
              onClick={unlessUnavailable(() => choose(action, version))}
            >
              <Icon size={18} aria-hidden />
            </button>
          </Tooltip>
        )
      })}
    </div>
  )
}
