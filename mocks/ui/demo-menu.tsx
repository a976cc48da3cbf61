import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { FlaskConical, FastForward, LogOut, RotateCcw } from 'lucide-react'
import { useEffect } from 'react'
import { useLocale } from 'use-intl'
import { resetSnapshots } from '#api/cache/monotonic-reads.ts'
import { MenuChoice, MenuItem, MenuSeparator } from '#ui/menu/menu-item.tsx'
import { Menu } from '#ui/menu/menu.tsx'
import { AnotherMarketer } from './second-user-menu.tsx'
import { modes } from '#mocks/faults/network-conditions.ts'
import { actAs, actAsAnother, expireSignIn, jumpOneDay, readSettings, resetDemo, setBackend, setSpeed } from '#mocks/demo/demo-client.ts'
import styles from './demo-menu.module.css'
import { demoWords } from './demo-messages.ts'
import { onOtherTabs, tellOtherTabs, type News } from '#mocks/demo/tab-messages.ts'

const speeds = [1, 60, 3600] as const

/** Reads everything again. What is true may be older than what was, once the demo has begun anew. */
function readAgain(client: QueryClient, news: News): Promise<void> {
  if (news === 'reset') resetSnapshots(client)
  // Whoever rests before trying again tries now: the way to the backend may be another one, too.
  window.dispatchEvent(new Event('online'))
  return client.invalidateQueries()
}

/** Steers the demo: who acts, how fast time runs, how the backend is, what somebody else does, and starting afresh. */
export function DemoMenu() {
  const client = useQueryClient()
  const words = demoWords[useLocale()]
  const { data: settings } = useQuery({ queryKey: ['demo'], queryFn: readSettings })
  // Other tabs speak from outside of React: everything may be different in a demo that was steered there.
  useEffect(() => onOtherTabs((news) => void readAgain(client, news)), [client])
  const steer = async (change: Promise<unknown>, news: News = 'steered') => {
    await change
    tellOtherTabs(news)
    await readAgain(client, news)
  }
  const backend = settings?.backend ?? 'normal'
  const unusual = [
    settings?.actingAs === 'viewer' && words.viewer,
    settings && settings.speed !== 1 && words.speed(settings.speed),
    typeof backend === 'number' ? words.seed(backend) : backend !== 'normal' && words.modes[backend],
  ]
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
        <MenuItem icon={<LogOut size={16} aria-hidden />} onSelect={() => void steer(expireSignIn())}>
          {words.expire}
        </MenuItem>
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
        <MenuChoice
          label={words.backend}
          value={String(backend)}
          options={modes.map((mode) => ({ value: mode, name: words.modes[mode] }))}
          onChange={(mode) => void steer(setBackend(modes.find((known) => known === mode) ?? 'normal'))}
        />
        <MenuSeparator />
        <AnotherMarketer onOrder={(order) => void actAsAnother(order)} />
        <MenuSeparator />
        <MenuItem icon={<RotateCcw size={16} aria-hidden />} onSelect={() => void steer(resetDemo(), 'reset')}>
          {words.reset}
        </MenuItem>
      </Menu>
    </div>
  )
}
