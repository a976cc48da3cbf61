import { useEffect, useMemo, useState, type CSSProperties, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { sortKeys, type SortKey } from '#api/contract/list.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import type { MoreColumnId } from '#features/home/filters/columns/column-layout.ts'

/** A column whose cells the code that is loaded first has. The list can be sorted by it. `label`: where there is no room for headings. */
interface SortableColumn {
  readonly id: SortKey
  readonly label?: string
  readonly className?: undefined
  readonly renderCell?: undefined
}

/** A column that is loaded when it is chosen. */
interface FurtherColumn {
  readonly id: MoreColumnId
  readonly label: string
  readonly className: string | undefined
  readonly renderCell: (row: VersionSummary) => ReactNode
}

export type Column = SortableColumn | FurtherColumn

/** The columns of the list after the name, with what lays them out. */
export interface ColumnSet {
  readonly columns: readonly Column[]
  readonly className?: string | undefined
  readonly style?: CSSProperties
}

const defaultSet: ColumnSet = { columns: sortKeys.slice(1).map((id) => ({ id })) }

/** `buildColumns` of the code of chosen columns, once it is there. If it cannot be loaded, the default columns are shown. */
let buildColumns: ((text: string, t: ReturnType<typeof useTranslations<never>>) => ColumnSet) | undefined

const loadCode = async () => {
  buildColumns = await import('./custom-columns.tsx').then(
    (code) => code.buildColumns,
    () => () => defaultSet,
  )
}

/** The columns that a text chooses (`column-layout.ts`). `null` until the code of chosen ones is there. */
export function useColumns(text: string): ColumnSet | null {
  const t = useTranslations()
  const [code, setCode] = useState(() => buildColumns)
  // Effect, because the code is outside React.
  useEffect(() => {
    if (text !== '') void loadCode().then(() => setCode(() => buildColumns))
  }, [text])
  return useMemo(() => (text === '' ? defaultSet : (code?.(text, t) ?? null)), [text, code, t])
}
