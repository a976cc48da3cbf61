import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTexts } from './language.ts'
import { CloseDialog } from './close-dialog.tsx'
import { AllRows } from './all-rows.tsx'
import { VirtualRows } from './virtual-rows.tsx'
import { rowOptions } from './row-queries.ts'
import type { Row } from './rows.ts'

const sortKeys = {
  name: (row: Row) => row.name,
  version: (row: Row) => row.number,
  status: (row: Row) => row.status,
  people: (row: Row) => -row.peopleInside,
  updated: (row: Row) => -row.updatedAt,
  ended: (row: Row) => -(row.ended?.at ?? 0),
}
const Rows = import.meta.env.MODE === 'virtual' ? VirtualRows : AllRows

type Column = keyof typeof sortKeys
const columns = Object.keys(sortKeys) as Column[]

/** The rows that match, in order. */
function selectRows(rows: readonly Row[], search: string, column: Column): readonly Row[] {
  const key = sortKeys[column]
  const matching = rows.filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
  return matching.toSorted((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0))
}

/** The list of all journeys. */
export function Home() {
  const t = useTexts()
  const { data: rows } = useQuery(rowOptions)
  const [search, setSearch] = useState('')
  const [column, setColumn] = useState<Column>('updated')
  const [closing, setClosing] = useState<Row | null>(null)
  return (
    <>
      <h1>{t('title')}</h1>
      <input
        type="search"
        aria-label={t('search')}
        placeholder={t('search')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <div role="table" aria-label={t('title')} aria-busy={rows === undefined}>
        <div role="rowgroup">
          <div role="row" className="row">
            {columns.map((name) => (
              <div key={name} role="columnheader" aria-sort={name === column ? 'ascending' : 'none'}>
                <button type="button" onClick={() => setColumn(name)}>
                  {t(`columns.${name}`)}
                </button>
              </div>
            ))}
            <div role="columnheader" />
          </div>
        </div>
        {rows && <Rows rows={selectRows(rows, search, column)} onClose={setClosing} />}
      </div>
      {closing && <CloseDialog row={closing} onDone={() => setClosing(null)} />}
    </>
  )
}
