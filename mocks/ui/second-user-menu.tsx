import { Hourglass, UserRoundPen } from 'lucide-react'
import { useMatch } from 'react-router'
import { useLocale } from 'use-intl'
import { MenuHeading, MenuItem } from '#ui/menu/menu-item.tsx'
import { demoWords } from './demo-messages.ts'
import type { ColleagueOrder } from '#mocks/demo/settings.ts'

/** Long enough to open a dialog, in milliseconds. */
const soon = 5_000

interface AnotherMarketerProps {
  readonly onOrder: (order: ColleagueOrder) => void
}

/** Lets another marketer close or stop the journey of the page, elsewhere the largest live one: now, or once one has gone on. */
export function AnotherMarketer({ onOrder }: AnotherMarketerProps) {
  const words = demoWords[useLocale()]
  const versionId = useMatch('/journeys/:versionId')?.params.versionId
  const heading = versionId === undefined ? words.anotherOnLargest : words.anotherHere
  const order = (action: ColleagueOrder['action'], afterMs?: number) =>
    onOrder({ action, ...(versionId !== undefined && { versionId }), ...(afterMs !== undefined && { afterMs }) })
  return (
    <div role="group" aria-label={heading}>
      <MenuHeading>{heading}</MenuHeading>
      <MenuItem icon={<UserRoundPen size={16} aria-hidden />} onSelect={() => order('close')}>
        {words.closesNow}
      </MenuItem>
      <MenuItem icon={<Hourglass size={16} aria-hidden />} onSelect={() => order('close', soon)}>
        {words.closesSoon}
      </MenuItem>
      <MenuItem icon={<UserRoundPen size={16} aria-hidden />} onSelect={() => order('stop')}>
        {words.stopsNow}
      </MenuItem>
      <MenuItem icon={<Hourglass size={16} aria-hidden />} onSelect={() => order('stop', soon)}>
        {words.stopsSoon}
      </MenuItem>
    </div>
  )
}
