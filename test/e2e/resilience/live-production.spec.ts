import { expect, type Request } from '@playwright/test'
import { ConsolePage } from '#test/e2e/support/console-page.ts'
import { test } from '#test/e2e/support/routed-backend.ts'

const name = 'Flight delay care'

test('of many tabs one opens the event stream, and a change reaches all of them though this network cannot stream', async ({
  tab,
  context,
}) => {
  const asked = new Set<ConsolePage>()
  const tabs = [tab]
  for (let more = 0; more < 7; more++) tabs.push(new ConsolePage(await context.newPage(), 'en'))
  for (const each of tabs) {
    each.page.on('request', (request: Request) => request.url().endsWith('/api/events') && asked.add(each))
    await each.goHome(`?search=${encodeURIComponent(name)}`)
  }
  await expect.poll(() => asked.size).toBe(1)

  await tab.page.bringToFront()
  await tab.row(name).hover()
  await tab.quickAction('Close to new entrances', `${name} v. 3`).click()
  await tab.button('Close to new entrances').click()

  for (const each of tabs) await expect(each.statusOf(name)).toContainText('Closed (no entrance)')
  expect(asked.size).toBe(1)
})
