import { useQuery, useQueryClient } from '@tanstack/react-query'
import { FlaskConical, FastForward, RotateCcw } from 'lucide-react'
import { useEffect } from 'react'
import { useLocale } from 'use-intl'
import { MenuChoice, MenuItem, MenuSeparator } from '#ui/menu-item.tsx'
import { Menu } from '#ui/menu.tsx'
import { actAs, jumpOneDay, readSettings, resetDemo, setSpeed } from './control.ts'
import styles from './demo-menu.module.css'
import { demoWords } from './demo-words.ts'
import { onOtherTabs, tellOtherTabs } from './other-tabs.ts'

const speeds = [1, 60, 3600] as const

/** Steers the demo: who acts, how fast time runs, and starting afresh. */
export function DemoMenu() {
  const client = useQueryClient()
  const words = demoWords[useLocale()]
  const { data: settings } = useQuery({ queryKey: ['demo'], queryFn: readSettings })
  // Other tabs speak from outside of React: everything may be different in a demo that was steered there.
  useEffect(() => onOtherTabs(() => void client.invalidateQueries()), [client])
  const steer = async (change: Promise<unknown>) => {
    await change
    tellOtherTabs()
    await client.invalidateQueries()
  }
  const unusual = [settings?.actingAs === 'viewer' && words.viewer, settings && settings.speed !== 1 && words.speed(settings.speed)]
  const trigger = (
    <>
      <FlaskConical size={16} aria-hidden />
      {[words.demo, ...unusual].filter(Boolean).join(' · ')}
    </>
  )
  return (
    <div className={styles.demo}>
      <Menu trigger={trigger}>
        <MenuChoice
          label={words.actAs}
          value={settings?.actingAs ?? 'marketer'}
          options={[
            { value: 'marketer', name: words.marketer },
            { value: 'viewer', name: words.viewer },
          ]}
          onChange={(role) => void steer(actAs(role))}
        />
        <MenuSeparator />
        <MenuChoice
          label={words.time}
          value={String(settings?.speed ?? 1)}
          options={speeds.map((speed) => ({ value: String(speed), name: words.speed(speed) }))}
          onChange={(speed) => void steer(setSpeed(speeds.find((known) => String(known) === speed) ?? 1))}
        />
        <MenuItem icon={<FastForward size={16} aria-hidden />} onSelect={() => void steer(jumpOneDay())}>
          {words.jump}
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<RotateCcw size={16} aria-hidden />} onSelect={() => void steer(resetDemo())}>
          {words.reset}
        </MenuItem>
      </Menu>
    </div>
  )
}
