import { JourneyRow } from './journey-row.tsx'
import type { Row } from './rows.ts'

export interface RowsProps {
  readonly rows: readonly Row[]
  readonly onClose: (row: Row) => void
}

/** All rows of the list. */
export const AllRows = ({ rows, onClose }: RowsProps) => (
  <div role="rowgroup">
    {rows.map((row) => (
      <JourneyRow key={row.id} row={row} onClose={onClose} />
    ))}
  </div>
)
