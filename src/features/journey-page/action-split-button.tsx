import { ChevronDown } from 'lucide-react'
import { Fragment, useId } from 'react'
import { useTranslations } from 'use-intl'
import { decide, isStatus, mainActionByStatus, type Action, type Permission } from '#domain/lifecycle.ts'
import { useActions, type ActionTarget } from '#features/actions/state/action-context.ts'
import { actionSpecs, menuActions } from '#features/actions/specs/action-specs.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { MenuItem, MenuSeparator } from '#ui/menu/menu-item.tsx'
import { Menu } from '#ui/menu/menu.tsx'
import { ignoreKeyRepeat, guardAriaDisabled } from '#ui/input/activation.ts'
import { Tooltip } from '#ui/tooltip/tooltip.tsx'
import styles from './action-split-button.module.css'

interface ActionSplitButtonProps {
  readonly version: ActionTarget
  readonly permissions: readonly Permission[]
}

/** Main action of the status, with a menu of all actions. Unavailable ones stay visible and explain why. */
export function ActionSplitButton({ version, permissions }: ActionSplitButtonProps) {
  const t = useTranslations()
  const id = useId()
  const labels = useVersionLabels()
  const { requestAction } = useActions()
  const primaryAction = isStatus(version.status) ? mainActionByStatus[version.status] : 'duplicate'
  const getUnavailableReason = (action: Action) => labels.unavailableReason(decide(version, action, permissions), action)
  const unavailableReason = getUnavailableReason(primaryAction)
  const PrimaryIcon = actionSpecs[primaryAction].icon
  const renderItem = (action: Action) => {
    const { icon: Icon, tone } = actionSpecs[action]
    return (
      <Fragment key={action}>
        {tone === 'danger' && <MenuSeparator />}
        <MenuItem
          icon={<Icon size={16} aria-hidden />}
          variant={tone === 'danger' ? 'danger' : 'plain'}
          unavailable={getUnavailableReason(action)}
          onSelect={() => requestAction(action, version)}
        >
          {t(`action.${action}`)}
        </MenuItem>
      </Fragment>
    )
  }
  const primaryButton = (
    <button
      type="button"
      className={styles.main}
      aria-disabled={unavailableReason !== undefined || undefined}
      aria-describedby={unavailableReason === undefined ? undefined : id}
      onKeyDown={ignoreKeyRepeat}
      onClick={guardAriaDisabled(() => requestAction(primaryAction, version))}
    >
      <PrimaryIcon size={16} aria-hidden />
      <span>{t(`action.${primaryAction}`)}</span>
    </button>
  )
  return (
    <div className={styles.split}>
      <Tooltip id={id} text={unavailableReason ?? null}>
        {primaryButton}
      </Tooltip>
      <Menu label={t('journey.moreActions')} variant="attached" trigger={<ChevronDown size={18} aria-hidden />}>
        {menuActions.map(renderItem)}
      </Menu>
    </div>
  )
}
