import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { exportColumns, exportCountHeader } from '#api/contract/filters/export.ts'
import type { Problem } from '#api/contract/problem.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { Client } from '#test/contract/support/client.ts'
import { buildVersion, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { hostileTexts } from '#test/contract/hostile/corpora.ts'
import { statuses } from '#domain/lifecycle.ts'

const client = new Client(createInProcessHost())

/** Exports, and reads the CSV by a parser that is not ours. `query`: such as `search=x&status=live`. */
async function exportRows(query = '') {
  const response = await client.host.send(`/api/versions.csv?${query}`, {})
  const text = await response.text()
  expect(response.status).toBe(200)
  const rows: Record<string, string>[] = parse(text, { columns: true, record_delimiter: '\r\n' })
  expect(response.headers.get(exportCountHeader)).toBe(String(rows.length))
  return { rows, text, response }
}

const toFields = ({ id, name, number, latest, status, peopleInside, updatedAt, ended, team }: VersionSummary) => ({
  id,
  name,
  version: String(number),
  latest: String(latest),
  status,
  peopleInside: String(peopleInside),
  updatedAt,
  endedAt: ended?.at ?? '',
  endedBy: ended?.actor?.name ?? '',
  reason: ended?.reason ?? '',
  note: ended?.note ?? '',
  team: team ?? '',
})

/** What a spreadsheet program computes. Written without a look at the program. */
const isFormula = (field: string): boolean => /^[=+\-@\t\r]/.test(field.normalize('NFKC').trimStart()) && !/^-?\d+$/.test(field)

describe('the export', () => {
  test('has the versions of all pages of the list, in its order, with the same facts', async () => {
    await client.start([
      ...statuses.map((status) => buildVersionInStatus(status, { id: status, name: `Version that is ${status}`, team: `Team ${status}` })),
      ...Array.from({ length: 450 }, (_, index) => buildVersion({ id: `version-${index}`, name: `Name ${index % 40}`, number: index + 1 })),
    ])

    for (const query of [
      'sort=name&versions=all',
      'sort=-people&versions=all',
      'versions=all&status=live',
      'search=stopped',
      'search=nothing',
    ]) {
      const pages = await client.getAllPages(`${query}&limit=100`)
      const { rows } = await exportRows(query)
      expect(rows).toEqual(pages.flatMap(({ items }) => items.map(toFields)))
    }
  })

  test('begins with the names of the columns, and is a file to be kept', async () => {
    await client.start([])

    const { text, response } = await exportRows()

    expect(text).toBe(`${exportColumns.join(',')}\r\n`)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="journeys.csv"')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('has no formula and loses no character, whatever a name says', async () => {
    const names = [
      ...hostileTexts,
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      ' =1',
      '＝1',
      '"=1"',
      'a,b',
      'a"b',
      'a\r\nb',
      '\uFEFF=1',
    ].map((text) => text.toWellFormed())
    await client.start(names.map((name, index) => buildVersion({ id: `version-${index}`, name, number: index + 1 })))

    const { rows } = await exportRows('versions=all')

    expect(rows).toHaveLength(names.length)
    const nameById = new Map(names.map((name, index) => [`version-${index}`, name]))
    const withoutApostrophes = (text = '') => text.replaceAll("'", '')
    expect(rows.filter(({ id = '', name }) => withoutApostrophes(name) !== withoutApostrophes(nameById.get(id)))).toEqual([])
    expect(rows.flatMap((row) => Object.values(row).filter(isFormula))).toEqual([])
  })

  test('has no formula for a spreadsheet program that separates cells by semicolons or tabs, as where commas are decimal signs', async () => {
    const notes = ['a;=1+1', 'a; +1', 'a\n=1+1;b', 'a\r\n@SUM(A1);b', 'a\t-1', 'a,b;=1', 'a;＝1']
    await client.start(
      notes.map((note, index) => {
        const version = buildVersionInStatus('stopped', { id: `version-${index}`, number: index + 1 })
        return { ...version, ended: version.ended && { ...version.ended, note } }
      }),
    )

    const { text } = await exportRows('versions=all')

    // Quotes mean nothing to it in the middle of a cell.
    const cells = text.split(/[;\t\r\n]/).map((cell) => cell.replaceAll('"', ''))
    expect(cells.length).toBeGreaterThan(2 * notes.length)
    expect(cells.filter(isFormula)).toEqual([])
  })

  test('refuses a wrong query, and those who may not see journeys', async () => {
    await client.start([])

    for (const query of ['limit=3', 'cursor=x', 'sort=none', 'timeZone=nowhere', 'search=a&search=b']) {
      const { status, body } = await client.send<Problem>(`/api/versions.csv?${query}`)
      expect([query, status, body.code]).toEqual([query, 400, 'invalid-request'])
    }
    expect((await client.send<Problem>('/api/versions.csv', { method: 'POST' })).status).toBe(405)
  })
})
