import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { backend, now } from '#test/components/support/backend.ts'
import { getDialog, pressQuickAction, waitForImpact } from '#test/components/support/dialog.ts'
import { runIdleCallbacks } from '#test/components/support/jsdom-polyfills.ts'
import { findRow, renderConsole, unmountConsoles } from '#test/components/support/render-console.tsx'

const day = 86_400_000

/** With plain spaces. */
const normalizeSpaces = (text: string | null | undefined) => text?.replaceAll(/[\u00a0\u202f]/g, ' ')

const stubLanguages = (...preferred: string[]) => vi.spyOn(navigator, 'languages', 'get').mockReturnValue(preferred)

/** The people inside and the full date of the last change in the first row of the list, and the first time of the history. */
async function readFormats(user: UserEvent) {
  const row = await findRow('Welcome series')
  const people = within(row).getAllByRole('cell')[2]?.textContent
  const date = row.querySelector('time')?.title
  await user.click(within(row).getByRole('link', { name: 'Welcome series' }))
  await user.click(await screen.findByRole('tab', { name: /^Histor/ }))
  const entry = await waitFor(() => {
    const time = document.querySelector('article li time')
    if (time === null) throw new Error('The history is not there yet.')
    return time.textContent
  })
  return [people, date, entry].map(normalizeSpaces)
}

test.each([
  ['en', 'en-US', '12,480', 'Wednesday, March 11, 2026 at 11:57:00 AM UTC', 'Mar 11, 2026, 11:57 AM'],
  ['en', 'en-GB', '12,480', 'Wednesday, 11 March 2026 at 11:57:00 UTC', '11 Mar 2026, 11:57'],
  ['fr', 'fr-FR', '12 480', 'mercredi 11 mars 2026 à 11:57:00 UTC', '11 mars 2026, 11:57'],
  ['fr', 'fr-CA', '12 480', 'mercredi 11 mars 2026 à 11 h 57 min 00 s UTC', '11 mars 2026, 11 h 57'],
  ['fr', 'fr-CH', "12'480", 'mercredi, 11 mars 2026 à 11:57:00 UTC', '11 mars 2026, 11:57'],
  // French words in a British browser: English formats would be foreign words among them.
  ['fr', 'en-GB', '12 480', 'mercredi 11 mars 2026 à 11:57:00 UTC', '11 mars 2026, 11:57'],
  ['en', 'fr-CA', '12,480', 'Wednesday, March 11, 2026 at 11:57:00 a.m. UTC', 'Mar 11, 2026, 11:57 a.m.'],
  // A tag that is no BCP 47 tag, as some systems have.
  ['en', 'en-US@posix', '12,480', 'Wednesday, March 11, 2026 at 11:57:00 AM UTC', 'Mar 11, 2026, 11:57 AM'],
])('words in %s, browser %s: numbers, dates and times of the list and of the history', async (language, tag, ...formats) => {
  stubLanguages(tag)
  localStorage.setItem('language', language)
  const { user } = renderConsole('/?search=welcome')

  expect(await readFormats(user)).toEqual(formats)
})

test('the dialog writes its numbers and times as the region does', async () => {
  stubLanguages('en-GB')
  backend.setTime(now + day / 4)
  const { user } = renderConsole('/?search=welcome')

  await pressQuickAction(user, 'Close to new entrances, Welcome series v. 2')
  await waitForImpact()

  expect(getDialog()).toHaveTextContent(/Computed at 18:00:00 UTC/)
  expect(getDialog()).not.toHaveTextContent(/\d [AP]M/)
})

test('a region can be chosen beside the language, and is remembered for it', async () => {
  const { user } = renderConsole('/?search=welcome')
  const row = await findRow('Welcome series')
  runIdleCallbacks()
  const region = await screen.findByRole('combobox', { name: 'Region' })
  expect(region).toHaveDisplayValue('As the browser')

  await user.selectOptions(region, 'United Kingdom')
  expect(row.querySelector('time')?.title).toBe('Wednesday, 11 March 2026 at 11:57:00 UTC')
  expect(document.documentElement).toHaveAttribute('lang', 'en')

  // It is no region of French, which has its own.
  await user.click(screen.getByRole('radio', { name: 'Français' }))
  expect(screen.getByRole('combobox', { name: 'Région' })).toHaveDisplayValue('Comme le navigateur')
  await user.selectOptions(screen.getByRole('combobox', { name: 'Région' }), 'Suisse')
  expect(row).toHaveTextContent("12'480")

  unmountConsoles()
  renderConsole('/?search=welcome')
  expect(await findRow('Welcome series')).toHaveTextContent("12'480")
})

test.each(['ZZ', 'gb', 'constructor', '-', '<b>', 'US-u-nu-thai', ''])(
  'a remembered region %j is as if it were not there',
  async (region) => {
    localStorage.setItem('region', region)
    renderConsole('/?search=welcome')

    const row = await findRow('Welcome series')
    runIdleCallbacks()

    expect(row.querySelector('time')?.title).toBe('Wednesday, March 11, 2026 at 11:57:00 AM UTC')
    expect(await screen.findByRole('combobox', { name: 'Region' })).toHaveDisplayValue('As the browser')
  },
)
