import { useState } from 'react'
import * as v from 'valibot'

/** How the path can be looked at. */
export const pathForms = ['graph', 'table'] as const
export type PathForm = (typeof pathForms)[number]

const formSchema = v.picklist(pathForms)

/** The form this device remembers; else the table on a screen too narrow to see branches side by side. Storage may be forbidden. */
function firstForm(): PathForm {
  const usual = window.innerWidth <= 600 ? 'table' : 'graph'
  try {
    const remembered = v.safeParse(formSchema, localStorage.getItem('path'))
    return remembered.success ? remembered.output : usual
  } catch {
    return usual
  }
}

/** In which form the person looks at paths, and how to change it. */
export function usePathForm(): readonly [PathForm, (form: PathForm) => void] {
  const [form, setForm] = useState(firstForm)
  return [
    form,
    (chosen) => {
      try {
        localStorage.setItem('path', chosen)
      } catch {
        // Not remembered, then; it still holds until the page is left.
      }
      setForm(chosen)
    },
  ]
}
