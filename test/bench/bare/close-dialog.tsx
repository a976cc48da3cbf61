import * as Dialog from '@radix-ui/react-dialog'
import { useTexts } from './language.ts'
import { useClose } from './row-queries.ts'
import type { Row } from './rows.ts'

/** Asks before a version is closed. */
export function CloseDialog({ row, onDone }: { readonly row: Row; readonly onDone: () => void }) {
  const t = useTexts()
  const close = useClose()
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onDone()}>
      <Dialog.Portal>
        <div className="frame">
          <Dialog.Content role="alertdialog" className="dialog">
            <Dialog.Title>{t('dialog.title')}</Dialog.Title>
            <Dialog.Description>{t('dialog.question', { name: row.name })}</Dialog.Description>
            <p>{t('dialog.consequence')}</p>
            <label>
              <span>{t('dialog.reason')}</span>
              <input type="text" />
            </label>
            <button type="button" onClick={onDone}>
              {t('dialog.cancel')}
            </button>
            <button type="button" onClick={() => close.mutate(row.id, { onSuccess: onDone })}>
              {t('action.close')}
            </button>
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
