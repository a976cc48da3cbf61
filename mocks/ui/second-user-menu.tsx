import { Hourglass, UserRoundPen } from 'lucide-react'
import { useMatch } from 'react-router'
import { useWords } from './use-words.ts'
import { MenuHeading, MenuItem } from '#ui/menu/menu-item.tsx'
import { demoWords } from './demo-messages.ts'
import type { SecondUserCommand } from '#mocks/demo/settings.ts'

/** Delay in milliseconds: long enough to open a dialog first. */
const soonMs = 5_000

interface SecondUserMenuProps {
  readonly onCommand: (command: SecondUserCommand) => void
}

/** Lets a second user close or stop the journey of this page (elsewhere the largest live one), at once or after a delay. */
export function SecondUserMenu({ onCommand }: SecondUserMenuProps) {
  const words = useWords(demoWords)
  const versionId = useMatch('/journeys/:versionId')?.params.versionId
  const heading = versionId === undefined ? words.secondUserOnLargest : words.secondUserHere
  const sendCommand = (action: SecondUserCommand['action'], afterMs?: number) =>
    onCommand({ action, ...(versionId !== undefined && { versionId }), ...(afterMs !== undefined && { afterMs }) })
  return (
    <div role="group" aria-label={heading}>
      <MenuHeading>{heading}</MenuHeading>
      <MenuItem icon={<UserRoundPen size={16} aria-hidden />} onSelect={() => sendCommand('close')}>
        {words.closesNow}
      </MenuItem>
      <MenuItem icon={<Hourglass size={16} aria-hidden />} onSelect={() => sendCommand('close', soonMs)}>
        {words.closesSoon}
      </MenuItem>
      <MenuItem icon={<UserRoundPen size={16} aria-hidden />} onSelect={() => sendCommand('stop')}>
        {words.stopsNow}
      </MenuItem>
      <MenuItem icon={<Hourglass size={16} aria-hidden />} onSelect={() => sendCommand('stop', soonMs)}>
        {words.stopsSoon}
      </MenuItem>
    </div>
  )
}
