/**
 * Text that stands beside other elements, in an element of its own. A page translator of a browser replaces text nodes: React could not
 * rewrite the replaced node, nor insert or remove an element beside it. The space at the end separates the words for a screen reader.
 */
export function TextPart({ children }: { readonly children: string }) {
  return <span>{`${children} `}</span>
}
