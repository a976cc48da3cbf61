import {
  ChevronDown,
  CirclePause,
  CirclePlay,
  Copy,
  DoorClosed,
  GitBranchPlus,
  OctagonX,
  Rocket,
  Trash2,
  type LucideIcon,
} from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'
import { decide, isStatus, mainActionByStatus, type Action, type Permission } from '#domain/lifecycle.ts'
import { useEnding } from '#features/actions/state/action-context.ts'
import { useWords } from '#features/version/use-version-labels.ts'
import { MenuItem, MenuSeparator } from '#ui/menu/menu-item.tsx'
import { Menu } from '#ui/menu/menu.tsx'
import { once, unlessUnavailable } from '#ui/input/activation.ts'
import { Tooltip } from '#ui/tooltip.tsx'
import styles from './action-split-button.module.css'

interface SplitButtonProps {
  readonly version: Version
  readonly permissions: readonly Permission[]
}

const icons: Readonly<Record<Action, LucideIcon>> = {
  publish: Rocket,
  pause: CirclePause,
  resume: CirclePlay,
  close: DoorClosed,
  stop: OctagonX,
  createVersion: GitBranchPlus,
  duplicate: Copy,
  delete: Trash2,
}

/** The order of the menu; the two endings last, the violent one set apart after them all. */
const listed: readonly Action[] = ['publish', 'resume', 'createVersion', 'duplicate', 'pause', 'delete', 'close']

/** The main action of the version's status, and beside it the menu of all of them. What is not available stays, and says why. */
export function SplitButton({ version, permissions }: SplitButtonProps) {
  const t = useTranslations()
  const id = useId()
  const words = useWords()
  const { choose } = useEnding()
  const main = isStatus(version.status) ? mainActionByStatus[version.status] : 'duplicate'
  const refusalOf = (action: Action) => words.refusal(decide(version, action, permissions), action)
  const refusal = refusalOf(main)
  const MainIcon = icons[main]
  const item = (action: Action) => {
    const Icon = icons[action]
    return (
      <MenuItem
        key={action}
        icon={<Icon size={16} aria-hidden />}
        look={action === 'stop' ? 'danger' : 'plain'}
        unavailable={refusalOf(action)}
        onSelect={() => choose(action, version)}
      >
        {t(`action.${action}`)}
      </MenuItem>
    )
  }
  const button = (
    <button
      type="button"
      className={styles.main}
      aria-disabled={refusal !== undefined || undefined}
      aria-describedby={refusal === undefined ? undefined : id}
      onKeyDown={once}
      onClick={unlessUnavailable(() => choose(main, version))}
    >
      <MainIcon size={16} aria-hidden />
      {t(`action.${main}`)}
    </button>
  )
  return (
    <div className={styles.split}>
      <Tooltip id={id} text={refusal ?? null}>
        {button}
      </Tooltip>
      <Menu label={t('journey.moreActions')} look="attached" trigger={<ChevronDown size={18} aria-hidden />}>
        {listed.map(item)}
        <MenuSeparator />
        {item('stop')}
      </Menu>
    </div>
  )
}
