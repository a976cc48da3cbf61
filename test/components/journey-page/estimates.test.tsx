import { screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { interceptRequests } from '#test/components/support/backend.ts'
import { getDialog, waitForImpact } from '#test/components/support/dialog.ts'
import { renderConsole } from '#test/components/support/render-console.tsx'
import { changeResponse } from '#test/support/transport-faults.ts'

const sentences = { en: 'Numbers of people are estimated.', fr: 'Les nombres de personnes sont estimés.' } as const

/** The texts with a number among these elements. */
const listNumbers = (elements: readonly HTMLElement[]) => elements.map(({ textContent }) => textContent).filter((text) => /\d/.test(text))

const isMarked = (text: string) => text.includes('≈')

describe.each(['en', 'fr'] as const)('an estimate is never shown as a fact, in %s', (language) => {
  beforeEach(() => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue([language])
    interceptRequests('GET', /^\/api\/versions\/[^/]+(?:\/impact|\/population)?$/, changeResponse({ basis: 'estimate' }))
  })

  test.each([
    ['Close to new entrances', 'Fermer aux nouvelles entrées', 3],
    ['Stop', 'Arrêter', 6],
  ])('in the dialog %s', async (english, french, count) => {
    const { user } = renderConsole('/journeys/welcome-series-v2')
    await user.click(await screen.findByRole('button', { name: /^(?:More actions|Plus d’actions)$/ }))
    await user.click(await screen.findByRole('menuitem', { name: language === 'en' ? english : french }))
    await screen.findByRole('alertdialog')
    await waitForImpact()

    const numbers = listNumbers(within(within(getDialog()).getByRole('region')).getAllByRole('definition'))

    expect(numbers.length).toBeGreaterThan(count)
    expect(numbers.filter((text) => !isMarked(text))).toEqual([])
    expect(getDialog()).toHaveTextContent(sentences[language])
  })

  test('in the forecast of a journey that drains', async () => {
    const { user } = renderConsole('/journeys/cart-reminder-v5?view=people')
    const figure = await screen.findByRole('figure')
    await user.click(within(figure.parentElement!).getByText(/^(?:All numbers as a table|Tous les chiffres en tableau)$/))

    const [table] = screen.getAllByRole('table')
    const expected = within(table!)
      .getAllByRole('row')
      .slice(1)
      .map((row) => within(row).getAllByRole('cell')[1]!)

    expect(figure.querySelector('figcaption')?.textContent).toMatch(/≈/)
    expect(listNumbers(expected).length).toBeGreaterThan(10)
    expect(listNumbers(expected).filter((text) => !isMarked(text))).toEqual([])
    expect(within(figure).getAllByText(/≈/).length).toBeGreaterThan(1)
    expect(screen.getByText(/≈.*$/, { selector: '#people p' })).toBeVisible()
    expect(screen.getByText(sentences[language])).toBeVisible()
  })
})
