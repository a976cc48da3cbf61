import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { getDialogButton, getDialog, getDialogField, waitForDialogClosed, waitForImpact } from '#test/components/support/dialog.ts'
import { findRow, getPageHeader, renderConsole } from '#test/components/support/render-console.tsx'

/** With plain spaces. */
const normalizeSpaces = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

const stubLanguages = (...preferred: string[]) => vi.spyOn(navigator, 'languages', 'get').mockReturnValue(preferred)

test('the console speaks the first language of the browser that it knows', async () => {
  stubLanguages('de-CH', 'fr-CH', 'en')
  renderConsole('/')

  expect(await screen.findByRole('heading', { name: 'Parcours' })).toBeVisible()
  expect(document.documentElement).toHaveAttribute('lang', 'fr')
})

test('switching the language needs no reload and is remembered', async () => {
  const { user } = renderConsole('/?search=welcome')
  await findRow('Welcome series')

  await user.click(screen.getByRole('radio', { name: 'Français' }))
  expect(screen.getByRole('table', { name: 'Parcours' })).toHaveTextContent(/v\. 2 \(dernière\)\s*Actif\s*12\s480/)
  expect(document.documentElement).toHaveAttribute('lang', 'fr')

  renderConsole('/')
  expect(await screen.findAllByRole('heading', { name: 'Parcours' })).toHaveLength(2)
})

test('the language of an open journey page can be switched', async () => {
  const { user } = renderConsole('/journeys/welcome-series-v2?view=history')
  expect(await screen.findByRole('tab', { name: 'History' })).toBeVisible()

  await user.click(screen.getByRole('radio', { name: 'Français' }))
  expect(screen.getByRole('tab', { name: 'Historique' })).toBeVisible()

  await user.click(screen.getByRole('radio', { name: 'English' }))
  expect(screen.getByRole('tab', { name: 'History' })).toBeVisible()
})

test('an open dialog changes its language with the console', async () => {
  const { user } = renderConsole('/?search=welcome')
  await user.click(within(await findRow('Welcome series')).getByRole('button', { name: 'Stop, Welcome series v. 2' }))
  await screen.findByRole('alertdialog', { name: 'Stop a journey' })
  await waitForImpact()

  // The dialog makes the rest of the page inert for people.
  fireEvent.click(screen.getByRole('radio', { name: 'Français', hidden: true }))

  expect(screen.getByRole('alertdialog', { name: 'Arrêter un parcours' })).toBe(getDialog())
  expect(getDialogField('Saisissez le nom du parcours pour confirmer')).toBeVisible()
})

test('languages are shown by their codes and themes by icons; both are named in full', async () => {
  renderConsole('/')
  await findRow('Welcome series')

  for (const [name, code] of [
    ['English', 'EN'],
    ['Français', 'FR'],
  ] as const)
    expect(screen.getByRole('radio', { name }).closest('label')).toHaveTextContent(code)
  for (const name of ['Light', 'Dark', 'As the system']) {
    const option = screen.getByRole('radio', { name }).closest('label')
    expect(option).toHaveTextContent('')
    expect(option?.querySelector('svg')).not.toBeNull()
  }
})

test('the theme is remembered', async () => {
  const { user } = renderConsole('/')

  await user.click(screen.getByRole('radio', { name: 'Dark' }))

  expect(document.documentElement).toHaveAttribute('data-theme', 'dark')
  expect(localStorage.getItem('theme')).toBe('dark')
})

test('malformed preferences are discarded', async () => {
  localStorage.setItem('language', 'tlh')
  localStorage.setItem('theme', 'plaid')
  renderConsole('/')

  expect(await screen.findByRole('heading', { name: 'Journeys' })).toBeVisible()
  expect(screen.getByRole('radio', { name: 'As the system' })).toBeChecked()
})

describe('in French', () => {
  beforeEach(() => localStorage.setItem('language', 'fr'))

  test.each([
    ['Welcome series', 'Actif'],
    ['Card activation, 90-day onboarding', 'Mis en pause'],
    ['Cart reminder', 'Fermé (aucune entrée) · reste 31'],
    ['Spring offer', 'Arrêté'],
    ['Black Friday early access', 'Terminé'],
    ['Refer a friend', 'Brouillon'],
    ['Lounge invitation', 'Brouillon (test)'],
  ])('%s is %s', async (name, status) => {
    renderConsole(`/?search=${name}`)

    const row = await findRow(name)

    expect(within(row).getAllByRole('cell')[1]?.textContent).toBe(status)
  })

  test('the menu and the main action speak French', async () => {
    const { user } = renderConsole('/journeys/welcome-series-v2')
    await user.click(await screen.findByRole('button', { name: 'Plus d’actions' }))

    const items = await screen.findAllByRole('menuitem')

    const names = items.map((item) => document.getElementById(item.getAttribute('aria-labelledby') ?? '')?.textContent)
    expect(names).toEqual([
      'Publier',
      'Reprendre',
      'Créer une nouvelle version',
      'Dupliquer',
      'Mettre en pause',
      'Supprimer',
      'Fermer aux nouvelles entrées',
      'Arrêter',
    ])
    expect(within(screen.getByRole('navigation', { name: 'Principale' })).getByRole('link', { name: 'Accueil' })).toBeVisible()
  })

  test('a journey is stopped in French, from the question to the announcement', async () => {
    const { user, announcements } = renderConsole('/?search=welcome')
    await user.click(within(await findRow('Welcome series')).getByRole('button', { name: 'Arrêter, Welcome series v. 2' }))
    await screen.findByRole('alertdialog', { name: 'Arrêter un parcours' })
    await waitForImpact()
    expect(normalizeSpaces(getDialog().textContent)).toContain('Voulez-vous vraiment arrêter « Welcome series v. 2 (dernière) » ?')
    expect(normalizeSpaces(getDialog().textContent)).toContain(
      'Toutes les personnes présentes dans le parcours sont arrêtées là où elles se trouvent, immédiatement, et plus personne ne peut entrer. Les messages déjà remis à un canal ne peuvent pas être rappelés. Un parcours arrêté ne peut pas être redémarré.',
    )
    expect(normalizeSpaces(getDialog().textContent)).toContain('S’il ne s’agit pas d’une urgence, fermez-le plutôt aux nouvelles entrées.')
    const buttons = within(getDialog()).getAllByRole('button')
    expect(buttons.map((each) => each.textContent)).toEqual(['Fermer plutôt aux nouvelles entrées', 'Annuler', 'Arrêter'])

    await user.selectOptions(getDialogField('Motif'), 'Audience incorrecte')
    await user.type(getDialogField('Saisissez le nom du parcours pour confirmer'), 'Welcome series')
    await user.click(getDialogButton('Arrêter'))
    await waitForDialogClosed()

    await waitFor(() =>
      expect(announcements.map(normalizeSpaces)).toEqual(['Welcome series v. 2 a été arrêté. 12 480 personnes ont été arrêtées.']),
    )
  })

  test('a journey is closed in French, from the question to the announcement', async () => {
    const { user, announcements } = renderConsole('/journeys/back-in-stock-alert-v2')
    await user.click(await screen.findByRole('button', { name: 'Plus d’actions' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Fermer aux nouvelles entrées' }))
    await screen.findByRole('alertdialog', { name: 'Fermer un parcours aux nouvelles entrées' })
    await waitForImpact()
    expect(normalizeSpaces(getDialog().textContent)).toContain('Voulez-vous vraiment fermer « Back in stock alert v. 2 (dernière) » ?')
    expect(normalizeSpaces(getDialog().textContent)).toContain(
      'Les personnes actuellement dans le parcours poursuivront leur chemin et aucune nouvelle entrée ne sera possible. Un parcours fermé ne peut pas être redémarré. Vous pouvez en créer une nouvelle version ou le dupliquer.',
    )

    await user.selectOptions(getDialogField('Motif (facultatif)'), 'Campagne terminée')
    await user.click(getDialogButton('Fermer aux nouvelles entrées'))
    await waitForDialogClosed()

    expect(getPageHeader()).toMatch(/Fermé \(aucune entrée\) · reste 87$/)
    await waitFor(() =>
      expect(announcements.map(normalizeSpaces)).toEqual([
        'Back in stock alert v. 2 a été fermé aux nouvelles entrées. 87 personnes iront au bout.',
      ]),
    )
  })
})
