import { waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'
import { backend } from '#test/components/support/backend.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'

const user = { id: 'noemie', name: 'Noémie Œuvrard' }
const versions = [
  buildVersion({
    id: 'winter-sale',
    name: 'Œuvres d’hiver',
    tags: ['Été sale'],
    description: 'The first winter invitation to the great exhibition.',
  }),
  buildVersion({ id: 'spring', name: 'عروض الربيع', createdBy: user, updatedBy: null, publishedBy: null }),
]

/** What is marked in the row of a journey, and what stands beside its name. */
async function readRow(search: string, name: string) {
  await backend.start(buildSeed(versions))
  renderConsole(`/?search=${encodeURIComponent(search)}`)
  await findRow(name)
  await vi.dynamicImportSettled()
  const row = await findRow(name)
  await waitFor(() => expect(row.querySelector('mark, [title]:not(a)')).not.toBeNull())
  const header = row.querySelector('[role=rowheader]')!
  return {
    marked: Array.from(header.querySelectorAll('mark'), (mark) => mark.textContent),
    beside: header.querySelector('a + span')?.textContent ?? null,
    link: header.querySelector('a')!.textContent,
  }
}

test.each([
  ['OEUVRES', 'Œuvres d’hiver', ['Œuvres'], null],
  ["d'hiver", 'Œuvres d’hiver', ['d’hiver'], null],
  ['الربيع', 'عروض الربيع', ['الربيع'], null],
  ['ete', 'Œuvres d’hiver', ['Été'], 'Tag: Été sale'],
  ['oeuvres sale', 'Œuvres d’hiver', ['Œuvres', 'sale'], 'Tag: Été sale'],
  ['noemie oeuv', 'عروض الربيع', ['Noémie', 'Œuv'], 'Person: Noémie Œuvrard'],
  ['exhibition', 'Œuvres d’hiver', ['exhibition'], 'Description: …to the great exhibition.'],
  ['winter-sale', 'Œuvres d’hiver', ['winter-sale'], 'Id: winter-sale'],
])('a search for %s marks what it has found, and says where that is', async (search, name, marked, beside) => {
  expect(await readRow(search, name)).toEqual({ marked, beside, link: name })
})

test('without a search nothing is marked', async () => {
  await backend.start(buildSeed(versions))
  renderConsole('/')

  expect((await findRow('Œuvres d’hiver')).querySelector('mark')).toBeNull()
})
