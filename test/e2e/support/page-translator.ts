/**
 * Behaves like the page translator of a browser, and leaves the words as they are: replaces every text node by the same text in two `font`
 * elements, and goes on with whatever changes. It leaves out what those translators leave out: `translate="no"`, drawings, options and
 * text fields. React keeps the replaced text nodes, which are no longer in the page: if it rewrites one whose translation is still in
 * sight, the page shows an old text, and an error is reported. Runs in the page: it refers to nothing outside.
 */
export function translatePage(): void {
  const isLeftOut = (parent: Element) =>
    parent.namespaceURI !== 'http://www.w3.org/1999/xhtml' ||
    parent.closest('[translate=no], head, script, style, option, textarea, noscript') !== null ||
    parent.parentElement?.localName === 'font'
  const translations = new WeakMap<Text, Element>()
  const checkReplacedText = (text: Text) => {
    const translation = translations.get(text)
    if (translation?.isConnected && translation.textContent !== text.data)
      reportError(new Error(`A translated page shows “${translation.textContent}” instead of “${text.data}”.`))
  }
  const translateText = (text: Text) => {
    const parent = text.parentElement
    if (parent === null || text.data === '' || isLeftOut(parent)) return
    const [outer, inner] = [document.createElement('font'), document.createElement('font')]
    outer.append(inner)
    inner.append(document.createTextNode(text.data))
    text.replaceWith(outer)
    translations.set(text, outer)
    observer.observe(text, { characterData: true })
  }
  const translateAll = (root: Node) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    if (root instanceof Text) texts.push(root)
    while (walker.nextNode()) texts.push(walker.currentNode as Text)
    texts.forEach(translateText)
  }
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof Text) {
        checkReplacedText(target)
        translateText(target)
      }
      addedNodes.forEach(translateAll)
    }
  })
  observer.observe(document, { subtree: true, childList: true, characterData: true })
  document.addEventListener('DOMContentLoaded', () => translateAll(document.body))
}
