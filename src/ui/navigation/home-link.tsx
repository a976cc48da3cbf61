import type { ReactNode } from 'react'
import { Link } from './link.tsx'
import { toListNavigation, type ListOrigin } from './navigation-memory.ts'

interface HomeLinkProps {
  readonly list: ListOrigin | undefined
  readonly className: string | undefined
  readonly children: ReactNode
}

/** A link back to a list, at the place where it was left; to the plain list if the page was opened by its address. */
export function HomeLink({ list, className, children }: HomeLinkProps) {
  const { to, options } = toListNavigation(list)
  return (
    <Link to={to} className={className} {...options}>
      {children}
    </Link>
  )
}
