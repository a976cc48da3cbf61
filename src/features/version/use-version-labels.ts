import { useTranslations } from 'use-intl'
import type { Ended } from '#api/contract/version.ts'
import { isStatus, reasonCodes, type Action, type ReasonCode, type Verdict } from '#domain/lifecycle.ts'

/** The parts of a version's name. */
export interface VersionName {
  readonly name: string
  readonly number: number
  readonly latest: boolean
}

const isReasonCode = (code: string): code is ReasonCode => (reasonCodes as readonly string[]).includes(code)

const rightToLeftPattern = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u200f]/u
const bidiControls = /[\u202a-\u202e\u2066-\u2069]/g

/** A name that is safe inside a sentence: without bidi control characters, and isolated if it runs from right to left. */
export function isolateBidi(name: string): string {
  const withoutControls = name.replace(bidiControls, '')
  return rightToLeftPattern.test(withoutControls) ? `\u2068${withoutControls}\u2069` : withoutControls
}

/** Labels of versions, actions and rejections in the current language. */
export function useVersionLabels() {
  const t = useTranslations()
  return {
    /** `Welcome series v. 2`: in sentences about what happened, and in the names of buttons. */
    title: ({ name, number }: Omit<VersionName, 'latest'>) => t('version.title', { name: isolateBidi(name), number }),
    /** `Welcome series v. 2 (Latest)`: the full title, in questions. */
    fullTitle: ({ name, number, latest }: VersionName) =>
      t(latest ? 'version.titleLatest' : 'version.title', { name: isolateBidi(name), number }),
    /** `v. 2 (Latest)` */
    shortVersion: ({ number, latest }: VersionName) => t(latest ? 'version.shortLatest' : 'version.short', { number }),
    /** `Version 2 (Latest)` */
    longVersion: ({ number, latest }: VersionName) => t(latest ? 'version.longLatest' : 'version.long', { number }),
    /** `Closed (no entrance)`; the raw name of a status from a newer server. */
    status: (status: string) => (isStatus(status) ? t(`status.${status}`) : t('unknownStatus', { status: isolateBidi(status) })),
    /** Why an action is unavailable; `undefined` for an allowed one. */
    unavailableReason: (verdict: Verdict, action: Action) => (verdict.allowed ? undefined : t(`reason.${verdict.reasonCode}`, { action })),
    /** The sentence of a reason code; `undefined` for a code from a newer server. */
    reasonText: (code: string, action: Action) => (isReasonCode(code) ? t(`reason.${code}`, { action }) : undefined),
    /** Actor and reason of the ending: `Ana: Wrong audience`, or the cause of an automatic one. */
    endingSummary: ({ actor, reason, trigger }: Pick<Ended, 'actor' | 'reason' | 'trigger'>) => {
      const actorName = actor === null ? t('automatic') : isolateBidi(actor.name)
      const endReason = reason === null ? (trigger === null ? null : t(`trigger.${trigger}`)) : t(`ending.${reason}`)
      return endReason === null ? actorName : t('home.endedBy', { person: actorName, reason: endReason })
    },
  }
}
