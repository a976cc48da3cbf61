import { ChevronDown } from 'lucide-react'
import { useLocation } from 'react-router'
import { useTranslations } from 'use-intl'
import type { VersionRef } from '#api/contract/version.ts'
import { buildVersionPath } from '#features/version/version-path.ts'
import { StatusBadge } from '#features/version/status-badge.tsx'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { MenuHeading, MenuLink } from '#ui/menu/menu-item.tsx'
import { Menu } from '#ui/menu/menu.tsx'
import styles from './version-switch.module.css'
import { TextPart } from '#ui/text-part.tsx'

interface VersionSwitchProps {
  readonly version: VersionRef
  /** Every version of the journey, newest first; `undefined` while they are read. */
  readonly versions: readonly VersionRef[] | undefined
}

/** Shows the current version and links to the others. Each has its own status. */
export function VersionSwitch({ version, versions }: VersionSwitchProps) {
  const t = useTranslations()
  const labels = useVersionLabels()
  // Keeps the selected tab when switching versions.
  const { search } = useLocation()
  const trigger = (
    <>
      <span>{labels.longVersion(version)}</span>
      <ChevronDown size={16} aria-hidden />
    </>
  )
  return (
    <Menu align="start" trigger={trigger}>
      <MenuHeading>{t(versions ? 'journey.versions' : 'app.loading')}</MenuHeading>
      {versions?.map((other) => (
        <MenuLink key={other.id} current={other.id === version.id} to={{ pathname: buildVersionPath(other), search }}>
          <span className={styles.item}>
            <TextPart>{labels.longVersion(other)}</TextPart>
            <StatusBadge status={other.status} peopleInside={other.peopleInside} />
          </span>
        </MenuLink>
      ))}
    </Menu>
  )
}
