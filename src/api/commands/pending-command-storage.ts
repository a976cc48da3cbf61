import * as v from 'valibot'
import { actions } from '#domain/lifecycle.ts'
import { idSchema } from '#api/contract/primitives.ts'

const place = 'journey-console-unsettled'

/** An intent whose fate was not known yet, as it is remembered beyond a reload: nothing that anybody typed, and nothing that could be sent again. */
const unsettledSchema = v.object({
  action: v.picklist(actions),
  versionId: idSchema,
  key: v.string(),
  /** Who confirmed it: nobody else is told what became of it. */
  personId: idSchema,
})
export type Unsettled = v.InferOutput<typeof unsettledSchema>

const listSchema = v.fallback(v.pipe(v.string(), v.parseJson(), v.array(unsettledSchema)), [])

/** The intents of this tab whose fate is not known yet, oldest first; also those of the page before. */
export function unsettled(): readonly Unsettled[] {
  try {
    return v.parse(listSchema, sessionStorage.getItem(place) ?? '')
  } catch {
    return []
  }
}

function keep(intents: readonly Unsettled[]): void {
  try {
    if (intents.length > 0) sessionStorage.setItem(place, JSON.stringify(intents))
    else sessionStorage.removeItem(place)
  } catch {
    // A browser that keeps nothing forgets with the page; the history of the journey does not.
  }
}

/** Remembers an intent, before it is sent. */
export const rememberUnsettled = ({ action, versionId, key, personId }: Unsettled): void =>
  keep([...unsettled(), { action, versionId, key, personId }])

/** Its fate is known. */
export const forgetUnsettled = (key: string): void => keep(unsettled().filter((intent) => intent.key !== key))
