interface SentenceProps {
  readonly text: string
  /** Parts of the text that other people wrote: names, ids. A page translator leaves them as they are. */
  readonly verbatim: readonly string[]
}

/** A sentence that contains names or ids. Each part is an element of its own; the text is the same as without. */
export function Sentence({ text, verbatim }: SentenceProps) {
  const parts: { readonly text: string; readonly isVerbatim: boolean }[] = []
  let rest = text
  while (rest !== '') {
    const found = verbatim
      .filter((part) => part !== '' && rest.includes(part))
      .toSorted((one, other) => rest.indexOf(one) - rest.indexOf(other) || other.length - one.length)[0]
    const start = found === undefined ? rest.length : rest.indexOf(found)
    if (start > 0) parts.push({ text: rest.slice(0, start), isVerbatim: false })
    if (found !== undefined) parts.push({ text: found, isVerbatim: true })
    rest = rest.slice(start + (found?.length ?? 0))
  }
  return parts.map((part, position) => (
    <span key={position} translate={part.isVerbatim ? 'no' : undefined}>
      {part.text}
    </span>
  ))
}
