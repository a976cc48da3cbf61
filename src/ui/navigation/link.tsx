import type { ComponentProps, MouseEvent } from 'react'
import { useHref, useLinkClickHandler, type NavigateOptions, type To } from 'react-router'

interface LinkProps extends Omit<ComponentProps<'a'>, 'href' | 'target'>, Pick<NavigateOptions, 'state' | 'preventScrollReset'> {
  readonly to: To
}

/**
 * A link to a place of the console. The router's own link weighs three times as much: it can also prefetch pages of a framework, and leave
 * the console.
 */
export function Link({ to, state, preventScrollReset = false, onClick, children, ...rest }: LinkProps) {
  const navigate = useLinkClickHandler(to, { state, preventScrollReset })
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (!event.defaultPrevented) navigate(event)
  }
  return (
    <a {...rest} href={useHref(to)} onClick={follow}>
      {children}
    </a>
  )
}
