/**
 * The elements in which a text node stands beside another node, as markup. A page translator replaces text nodes by elements of its own:
 * React then cannot rewrite such a text, nor insert or remove anything beside it. An element whose only child is a text is safe. Runs in a
 * page too: it refers to nothing outside.
 */
export const findMixedText = (root: ParentNode): string[] =>
  Array.from(root.querySelectorAll('*'))
    .filter(({ childNodes }) => childNodes.length > 1 && Array.from(childNodes).some(({ nodeType }) => nodeType === Node.TEXT_NODE))
    .map((element) => element.outerHTML.replaceAll(/ class="[^"]*"/g, '').slice(0, 160))
