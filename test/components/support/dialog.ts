import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect } from 'vitest'
import { findRow } from './render-console.tsx'

/** The dialog that is open. */
export const getDialog = (): HTMLElement => screen.getByRole('alertdialog')

/** A button of the dialog that is open. */
export const getDialogButton = (name: string): HTMLElement => within(getDialog()).getByRole('button', { name })

/** A field of the dialog that is open. */
export const getDialogField = (label: string): HTMLElement => within(getDialog()).getByLabelText(label)

/** The description of an element. The library that computes it would put spaces around each part of a sentence. */
export const readDescription = (element: HTMLElement): string =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ')

/** The validation errors of the dialog, a sentence each. */
export const getDialogErrors = (): readonly (string | null)[] =>
  Array.from(within(getDialog()).getByRole('alert').children).map((sentence) => sentence.textContent)

/** Waits until the dialog shows its computed impact. */
export const waitForImpact = (): Promise<void> =>
  waitFor(() => expect(within(getDialog()).queryByRole('region')?.getAttribute('aria-busy')).not.toBe('true'))

/** Waits until the dialog is gone. */
export const waitForDialogClosed = (): Promise<void> => waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())

/** On the page of a journey: opens `More actions`, chooses one and waits for its dialog. */
export async function chooseAction(user: UserEvent, action: string): Promise<void> {
  await user.click(await screen.findByRole('button', { name: 'More actions' }))
  await user.click(await screen.findByRole('menuitem', { name: action }))
  await screen.findByRole('alertdialog')
}

/** In the list: presses a quick action such as `Stop, Welcome series v. 2` and waits for its dialog. */
export async function pressQuickAction(user: UserEvent, quickAction: string): Promise<HTMLElement> {
  const name = quickAction.replace(/^[^,]+, (.+) v\. \d+$/, '$1')
  const quickActionButton = within(await findRow(name)).getByRole('button', { name: quickAction })
  await user.click(quickActionButton)
  await screen.findByRole('alertdialog')
  return quickActionButton
}
