import { useTranslations } from 'use-intl'
import type { Ended } from '#api/contract/version.ts'
import { reasons, type Action, type Reason, type Verdict } from '#domain/lifecycle.ts'

/** What a version is called by. */
export interface Named {
  readonly name: string
  readonly number: number
  readonly latest: boolean
}

const isReason = (code: string): code is Reason => (reasons as readonly string[]).includes(code)

const turnsText =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** A name that can stand in a sentence: one that could turn the text around it is put between direction isolates. */
export const isolate = (name: string) => (turnsText.test(name) ? `\u2068${name}\u2069` : name)

/** The words for a version, an action and a refusal, in the language of the console. */
export function useWords() {
  const t = useTranslations()
  return {
    /** `Welcome series v. 2`: in sentences about what happened, and in the names of buttons. */
    title: ({ name, number }: Omit<Named, 'latest'>) => t('version.title', { name: isolate(name), number }),
    /** `Welcome series v. 2 (Latest)`: the full title, in questions. */
    fullTitle: ({ name, number, latest }: Named) => t(latest ? 'version.titleLatest' : 'version.title', { name: isolate(name), number }),
    /** `v. 2 (Latest)` */
    short: ({ number, latest }: Named) => t(latest ? 'version.shortLatest' : 'version.short', { number }),
    /** `Version 2 (Latest)` */
    long: ({ number, latest }: Named) => t(latest ? 'version.longLatest' : 'version.long', { number }),
    /** Why a refused action is not available; `undefined` for an allowed one. */
    refusal: (verdict: Verdict, action: Action) => (verdict.allowed ? undefined : t(`reason.${verdict.because}`, { action })),
    /** The sentence for a reason the backend gave; `undefined` for one from a newer server. */
    because: (code: string, action: Action) => (isReason(code) ? t(`reason.${code}`, { action }) : undefined),
    /** Who ended it and why: `Ana: Wrong audience`, or the cause for one that ended by itself. */
    whyEnded: ({ by, reason, cause }: Pick<Ended, 'by' | 'reason' | 'cause'>) => {
      const person = by === null ? t('automatic') : isolate(by.name)
      const why = reason === null ? (cause === null ? null : t(`cause.${cause}`)) : t(`ending.${reason}`)
      return why === null ? person : t('home.endedBy', { person, reason: why })
    },
  }
}
