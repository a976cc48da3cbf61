import { render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { Announcer, useAnnounce } from '#ui/announcer.tsx'

afterEach(() => {
  vi.useRealTimers()
})

function AnnounceButton() {
  const announce = useAnnounce()
  return <button onClick={() => announce('Done.')}>Announce</button>
}

test('a console that is closed before it has announced a sentence leaves no timer behind', () => {
  vi.useFakeTimers()
  const { unmount } = render(
    <Announcer>
      <AnnounceButton />
    </Announcer>,
  )
  const before = vi.getTimerCount()
  screen.getByRole('button').click()
  expect(vi.getTimerCount()).toBeGreaterThan(before)

  unmount()

  expect(vi.getTimerCount()).toBe(before)
})
