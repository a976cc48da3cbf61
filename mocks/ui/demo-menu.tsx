import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { FlaskConical, FastForward, LogOut, RotateCcw } from 'lucide-react'
import { useEffect } from 'react'
import { useWords } from './use-words.ts'
import { resetSnapshots } from '#api/cache/monotonic-reads.ts'
import { MenuChoice, MenuItem, MenuSeparator } from '#ui/menu/menu-item.tsx'
import { Menu } from '#ui/menu/menu.tsx'
import { SecondUserMenu } from './second-user-menu.tsx'
import { networkConditions } from '#mocks/faults/network-conditions.ts'
import {
  actAs,
  sendSecondUserCommand,
  expireSession,
  jumpOneDay,
  readSettings,
  resetDemo,
  setNetworkCondition,
  setSpeed,
} from '#mocks/demo/demo-client.ts'
import { seedSizes, type SeedSize } from '#mocks/seed/seed-sizes.ts'
import type { Settings } from '#mocks/demo/settings.ts'
import { SizeMenu, useSizeChange } from './size-menu.tsx'
import { DemoFailureDialog } from './demo-failure-dialog.tsx'
import styles from './demo-menu.module.css'
import { demoWords } from './demo-messages.ts'
import { subscribeToOtherTabs, notifyOtherTabs, type DemoEvent } from '#mocks/demo/tab-messages.ts'

const speeds = [1, 60, 3600] as const

/** How often the progress of a change of size is read, in milliseconds. */
const progressMs = 500

/** Refetches everything. After a reset of the demo, current data may be older than cached data, so the cache must not reject it. */
function refetchEverything(client: QueryClient, event: DemoEvent): Promise<void> {
  if (event === 'reset') resetSnapshots(client)
  // Requests in back-off retry at once: the network condition may have changed, too.
  window.dispatchEvent(new Event('online'))
  return client.invalidateQueries()
}

/** What differs from the demo as it begins, or is being changed. */
function listDifferences(settings: Settings | undefined, requestedSize: SeedSize | null, words: (typeof demoWords)['en' | 'fr']) {
  if (settings === undefined) return []
  const { actingAs, speed, size, preparing, backend } = settings
  return [
    actingAs === 'viewer' && words.viewer,
    speed !== 1 && words.speed(speed),
    requestedSize === null
      ? size !== seedSizes[0] && words.versions(size)
      : words.preparing(requestedSize, Math.floor((preparing?.share ?? 0) * 100)),
    typeof backend === 'number' ? words.seed(backend) : backend !== 'normal' && words.networkConditions[backend],
  ]
}

/** Controls the demo: acting user, clock speed, size, network condition, actions of a second user, reset. */
export function DemoMenu() {
  const client = useQueryClient()
  const words = useWords(demoWords)
  // Messages of other tabs arrive outside React. After a change in another tab all cached data may be stale.
  useEffect(() => subscribeToOtherTabs((event) => void refetchEverything(client, event)), [client])
  const runChange = async (change: Promise<unknown>, event: DemoEvent = 'settingsChanged') => {
    await change
    notifyOtherTabs(event)
    await refetchEverything(client, event)
  }
  const { requestedSize, changeSize } = useSizeChange((size) => runChange(resetDemo(size), 'reset'))
  const { data: settings } = useQuery({
    queryKey: ['demo'],
    queryFn: readSettings,
    refetchInterval: requestedSize === null ? false : progressMs,
  })
  const backend = settings?.backend ?? 'normal'
  const trigger = (
    <>
      <FlaskConical size={16} aria-hidden />
      <span>{[words.demo, ...listDifferences(settings, requestedSize, words)].filter(Boolean).join(' · ')}</span>
    </>
  )
  return (
    <div className={styles.demo} aria-busy={requestedSize !== null}>
      <DemoFailureDialog />
      <Menu trigger={trigger}>
        <MenuChoice
          label={words.actAs}
          value={settings?.actingAs ?? 'marketer'}
          options={[
            { value: 'marketer', name: words.marketer },
            { value: 'viewer', name: words.viewer },
          ]}
          onChange={(role) => void runChange(actAs(role))}
        />
        <MenuItem icon={<LogOut size={16} aria-hidden />} onSelect={() => void runChange(expireSession())}>
          {words.expire}
        </MenuItem>
        <MenuSeparator />
        <MenuChoice
          label={words.time}
          value={String(settings?.speed ?? 1)}
          options={speeds.map((speed) => ({ value: String(speed), name: words.speed(speed) }))}
          onChange={(speed) => void runChange(setSpeed(speeds.find((known) => String(known) === speed) ?? 1))}
        />
        <MenuItem icon={<FastForward size={16} aria-hidden />} onSelect={() => void runChange(jumpOneDay())}>
          {words.jump}
        </MenuItem>
        <MenuSeparator />
        <MenuChoice
          label={words.backend}
          value={String(backend)}
          options={networkConditions.map((condition) => ({ value: condition, name: words.networkConditions[condition] }))}
          onChange={(condition) => void runChange(setNetworkCondition(networkConditions.find((known) => known === condition) ?? 'normal'))}
        />
        <MenuSeparator />
        <SizeMenu size={settings?.size ?? seedSizes[0]} onChange={(size) => void changeSize(size)} />
        <MenuSeparator />
        <SecondUserMenu onCommand={(command) => void sendSecondUserCommand(command)} />
        <MenuSeparator />
        <MenuItem icon={<RotateCcw size={16} aria-hidden />} onSelect={() => void runChange(resetDemo(), 'reset')}>
          {words.reset}
        </MenuItem>
      </Menu>
    </div>
  )
}
