import type { ReactNode } from 'react'

/** Shapes that distinguish statuses without colour. */
export type StatusShapeName = 'outline' | 'dotted' | 'filled' | 'bars' | 'half' | 'octagon' | 'check' | 'question'

const strokeProps = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.75 }

const shapes: Readonly<Record<StatusShapeName, ReactNode>> = {
  outline: <circle cx="7" cy="7" r="5" {...strokeProps} />,
  dotted: <circle cx="7" cy="7" r="5" {...strokeProps} strokeDasharray="2.24 2.24" strokeDashoffset="1" />,
  filled: <circle cx="7" cy="7" r="5.5" fill="currentColor" />,
  bars: (
    <>
      <rect x="2.5" y="1.75" width="3.25" height="10.5" rx="1" fill="currentColor" />
      <rect x="8.25" y="1.75" width="3.25" height="10.5" rx="1" fill="currentColor" />
    </>
  ),
  half: (
    <>
      <circle cx="7" cy="7" r="5" {...strokeProps} />
      <path d="M7 2a5 5 0 0 0 0 10z" fill="currentColor" />
    </>
  ),
  octagon: <path d="M4.6 1.2h4.8l3.4 3.4v4.8l-3.4 3.4H4.6L1.2 9.4V4.6z" fill="currentColor" />,
  check: <path d="M2 7.5 5.5 11 12 3.5" {...strokeProps} strokeWidth={2} strokeLinecap="round" strokeLinejoin="round" />,
  question: (
    <>
      <circle cx="7" cy="7" r="5.5" {...strokeProps} />
      <path d="M5.4 5.6a1.7 1.7 0 1 1 2.3 1.7c-.5.2-.7.5-.7 1" {...strokeProps} strokeWidth={1.4} strokeLinecap="round" />
      <circle cx="7" cy="9.9" r=".9" fill="currentColor" />
    </>
  ),
}

/** A 14 px icon in the text's colour; the adjacent text always gives its meaning. */
export function StatusShape({ name }: { readonly name: StatusShapeName }) {
  return (
    <svg viewBox="0 0 14 14" width="14" height="14" aria-hidden focusable="false">
      {shapes[name]}
    </svg>
  )
}
