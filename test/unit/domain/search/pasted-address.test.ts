import { expect, test } from 'vitest'
import { replacePastedAddresses } from '#domain/search/pasted-address.ts'
import { buildVersionPath } from '#features/version/version-path.ts'

test.each([
  ['https://console.example/journeys/welcome-series-v2', 'welcome-series-v2'],
  ['https://console.example:8443/console/journeys/welcome-series-v2/', 'welcome-series-v2'],
  ['console.example/journeys/welcome-series-v2?view=people&x=/journeys/other', 'welcome-series-v2'],
  ['/journeys/welcome-series-v2#history', 'welcome-series-v2'],
  ['(see https://console.example/journeys/welcome-series-v2).', '(see welcome-series-v2'],
  ['<https://console.example/journeys/welcome-series-v2>', 'welcome-series-v2'],
  ['Ana: https://a.example/journeys/x-1 and https://a.example/journeys/y-2, please', 'Ana: x-1 and y-2 please'],
  [`https://console.example${buildVersionPath({ id: 'été/1' })}`, 'été/1'],
  ['/journeys/%E0%A4%A', '/journeys/%E0%A4%A'],
  ['/api/versions/welcome-series-v2/history?cursor=3', 'welcome-series-v2'],
  ['journeys', 'journeys'],
  ['/journeys/', '/journeys/'],
  ['All journeys/summer', 'All journeys/summer'],
])('the address in “%s” stands for the identifier: %s', (text, found) => {
  expect(replacePastedAddresses(text)).toBe(found)
})
