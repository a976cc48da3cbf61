import type { VersionSummary } from '#api/contract/version.ts'

/** What the route loader of the journey page has found out. */
export interface JourneyPageData {
  readonly state: 'present' | 'deleted'
  /** What a list knows about the version: the page begins with it. `undefined` if the version has been read. */
  readonly summary: VersionSummary | undefined
}
