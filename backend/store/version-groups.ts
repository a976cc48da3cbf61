import type { StoredVersion } from './keys/stored-version.ts'

/** Versions by a key that several may have, or that one may have several of. */
export class VersionGroups {
  readonly #listKeys: (version: StoredVersion) => readonly string[]
  readonly #groups = new Map<string, Set<StoredVersion>>()

  constructor(listKeys: (version: StoredVersion) => readonly string[]) {
    this.#listKeys = listKeys
  }

  add(version: StoredVersion): void {
    for (const key of this.#listKeys(version)) {
      const group = this.#groups.get(key)
      if (group) group.add(version)
      else this.#groups.set(key, new Set([version]))
    }
  }

  delete(version: StoredVersion): void {
    for (const key of this.#listKeys(version)) {
      const group = this.#groups.get(key)
      group?.delete(version)
      if (group?.size === 0) this.#groups.delete(key)
    }
  }

  /** The records of a group, in no particular order. */
  list = (key: string) => Array.from(this.#groups.get(key) ?? [], ({ record }) => record)
}
