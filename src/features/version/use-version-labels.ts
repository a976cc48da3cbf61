import { useTranslations } from 'use-intl'
import type { Ended } from '#api/contract/ended.ts'
import { isStatus, reasonCodes, type Action, type ReasonCode, type Verdict } from '#domain/lifecycle.ts'

/** What a version is called by. */
export interface Named {
  readonly name: string
  readonly number: number
  readonly latest: boolean
}

const isReason = (code: string): code is ReasonCode => (reasonCodes as readonly string[]).includes(code)

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f]/u
const overrides = /[\u202a-\u202e\u2066-\u2069]/g

/** A name that can stand in a sentence: without characters that turn what follows, and in isolation if it runs from right to left. */
export function isolate(name: string): string {
  const harmless = name.replace(overrides, '')
  return rightToLeft.test(harmless) ? `\u2068${harmless}\u2069` : harmless
}

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
    /** `Closed (no entrance)`; one that a newer server sent, by its own name. */
    status: (status: string) => (isStatus(status) ? t(`status.${status}`) : t('unknownStatus', { status: isolate(status) })),
    /** Why a refused action is not available; `undefined` for an allowed one. */
    refusal: (verdict: Verdict, action: Action) => (verdict.allowed ? undefined : t(`reason.${verdict.reasonCode}`, { action })),
    /** The sentence for a reason the backend gave; `undefined` for one from a newer server. */
    because: (code: string, action: Action) => (isReason(code) ? t(`reason.${code}`, { action }) : undefined),
    /** Who ended it and why: `Ana: Wrong audience`, or the cause for one that ended by itself. */
    whyEnded: ({ actor, reason, trigger }: Pick<Ended, 'actor' | 'reason' | 'trigger'>) => {
      const person = actor === null ? t('automatic') : isolate(actor.name)
      const why = reason === null ? (trigger === null ? null : t(`trigger.${trigger}`)) : t(`ending.${reason}`)
      return why === null ? person : t('home.endedBy', { person, reason: why })
    },
  }
}
