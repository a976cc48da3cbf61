/**
 * An address of a version, of its page in the console or in this API, as people paste it: with or without origin, query and hash, maybe
 * followed by punctuation.
 */
const pastedAddress = /\S*?\/(?:journeys|api\/versions)\/([^/?#\s]+?)[.,;:!)>\]"'”»]*(?:[/?#]\S*)?(?=\s|$)/g

/** Replaces each address of a version by the version's identifier. */
export const replacePastedAddresses = (text: string): string =>
  text.replace(pastedAddress, (address, segment: string) => {
    try {
      return decodeURIComponent(segment)
    } catch {
      return address
    }
  })
