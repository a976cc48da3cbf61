/** The address of a version's page within the console. */
export const buildVersionPath = ({ id }: { readonly id: string }): string => `/journeys/${encodeURIComponent(id)}`

/** An address of a version's page, as people paste it: with or without origin, query and hash, maybe followed by punctuation. */
const pastedPath = /\S*?\/journeys\/([^/?#\s]+?)[.,;:!)>\]"'”»]*(?:[/?#]\S*)?(?=\s|$)/g

/** Replaces each address of a version's page by the version's identifier. */
export const replaceVersionPaths = (text: string): string =>
  text.replace(pastedPath, (path, segment: string) => {
    try {
      return decodeURIComponent(segment)
    } catch {
      return path
    }
  })
