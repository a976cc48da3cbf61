import type { ReactNode } from 'react'
import { Tooltip } from './tooltip.tsx'

interface ExplainedProps {
  readonly id: string
  /** Why the control is not available; `null` where it is. */
  readonly why: string | null
  readonly children: ReactNode
}

/** A control that says why it is not available, where it is not. */
export function Explained({ id, why, children }: ExplainedProps) {
  if (why === null) return children
  return (
    <Tooltip id={id} text={why}>
      {children}
    </Tooltip>
  )
}
