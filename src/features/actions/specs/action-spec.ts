import type { ComponentType } from 'react'
import type { RequestBody } from '#api/contract/requests.ts'
import type { CloseReason } from '#domain/ending-reasons.ts'
import type { Action } from '#domain/lifecycle.ts'

/** The values of the form so far. Fields that the action does not have are ignored. */
export interface ActionFormValues {
  /** Empty: none chosen. */
  readonly reason: CloseReason | ''
  readonly note: string
  readonly typedName: string
  readonly newName: string
  readonly days: number
}

/** What a dialog shows of the computed impact. An action with an impact is confirmed only after it has loaded. */
interface ImpactSpec {
  /** The main numbers; `null` for none. */
  readonly stats: 'closing' | 'stopping' | null
  readonly sideEffects: readonly ('superseded' | 'messages' | 'related')[]
}

/** All that the interface has to know about one action, besides its words: their keys end with the name of the action. */
export interface ActionSpec<A extends Action = Action> {
  readonly icon: ComponentType<{ readonly size: number; readonly 'aria-hidden': true }>
  /** `danger`: apart from the others, and red; `advised`: the better one of two. */
  readonly tone: 'plain' | 'advised' | 'danger'
  readonly dialogSize: 'content' | 'low' | 'medium' | 'large'
  readonly impact: ImpactSpec | null
  /** The fields of the form, in their order. `typedName`: asked for only if the impact says so, or could not be computed. */
  readonly fields: readonly (keyof ActionFormValues)[]
  /** The options of the field `reason`; it is optional where `isRequired` is false. */
  readonly reasons: { readonly options: readonly CloseReason[]; readonly isRequired: boolean } | null
  /** Whether Enter in a text field confirms. False for an action that ends a journey, lets customers enter, or cannot be undone. */
  readonly confirmsOnEnter: boolean
  /** The body of the request. Its values are checked by the schema of the request. */
  readonly toBody: (values: ActionFormValues) => { readonly [Key in keyof RequestBody<A>]: unknown }
  /** The next step that the toast offers. */
  readonly followUp: 'relaunch' | 'open' | 'none'
  /** The dialog recommends closing instead, compares both, and shares what was filled in. */
  readonly alternative: 'close' | null
}

/** What most actions have in common: no impact and no fields. */
export const plainSpec = {
  tone: 'plain',
  dialogSize: 'content',
  impact: null,
  fields: [],
  reasons: null,
  confirmsOnEnter: true,
  toBody: () => ({}),
  followUp: 'none',
  alternative: null,
} as const satisfies Partial<ActionSpec>
