import * as Dialog from '@radix-ui/react-dialog'
import { Command } from 'cmdk'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useNavigate } from 'react-router'
import { useTranslations } from 'use-intl'
import type { VersionSummary } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import { useActions } from '#features/actions/state/action-context.ts'
import { StatusBadge } from '#features/version/status-badge.tsx'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { buildVersionPath } from '#features/version/version-path.ts'
import '#i18n/palette-messages.ts'
import { useDebouncedCallback } from '#ui/input/use-debounced-callback.ts'
import styles from './command-palette.module.css'
import { usePaletteItems } from './use-palette-items.ts'

/** Time without a key after which journeys are searched, in milliseconds. */
const typingDelayMs = 150

/**
 * The command palette: any journey, view, and action that is allowed. An action opens the same confirmation as everywhere. Mounted means
 * open. No Radix overlay: it injects a style element, which the content security policy blocks.
 */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const navigate = useNavigate()
  const { requestAction } = useActions()
  const [openedFrom] = useState(() => document.activeElement)
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [settled, setSettled] = useState('')
  const settle = useDebouncedCallback(setSettled, typingDelayMs)
  const { state, journeys, actions, views } = usePaletteItems(typed, settled)
  const [marked, setMarked] = useState('')
  const returnFocus = () => {
    if (openedFrom instanceof HTMLElement && document.activeElement === document.body) openedFrom.focus({ preventScroll: true })
  }
  const returnFocusOnUnmount = () => () => queueMicrotask(returnFocus)
  /** Closes the palette, and gives the focus back, before what was chosen takes place. */
  const close = () => {
    flushSync(onClose)
    returnFocus()
  }
  const open = (address: string) => {
    close()
    void navigate(address)
  }
  const act = (action: Action, version: VersionSummary) => {
    close()
    requestAction(action, version)
  }
  const values = [
    ...journeys.map(({ id }) => `journey ${id}`),
    ...actions.map(({ action, version }) => `action ${action} ${version.id}`),
    ...views.map(({ address }) => `view ${address}`),
  ]
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <div role="presentation" className={styles.frame}>
          <Dialog.Content
            ref={returnFocusOnUnmount}
            className={styles.palette}
            aria-describedby={undefined}
            onOpenAutoFocus={(event) => {
              event.preventDefault()
              input.current?.focus()
            }}
            onCloseAutoFocus={(event) => event.preventDefault()}
          >
            <Dialog.Title className={styles.title}>{t('palette.title')}</Dialog.Title>
            <Command
              label={t('palette.title')}
              shouldFilter={false}
              loop
              // The first one, as soon as what was marked is no longer there.
              value={values.includes(marked) ? marked : (values[0] ?? '')}
              onValueChange={setMarked}
            >
              <Command.Input
                ref={input}
                className={styles.input}
                placeholder={t('palette.placeholder')}
                aria-label={t('palette.placeholder')}
                maxLength={200}
                value={typed}
                onValueChange={(text) => {
                  setMarked('')
                  setTyped(text)
                  settle(text)
                }}
              />
              <Command.List className={styles.list} label={t('palette.results')}>
                {state === 'loading' && <p className={styles.note}>{t('app.loading')}</p>}
                {state === 'failed' && (
                  <p role="alert" className={styles.note}>
                    {t('palette.failed')}
                  </p>
                )}
                {state === 'ready' && values.length === 0 && <p className={styles.note}>{t('palette.empty')}</p>}
                {journeys.length > 0 && (
                  <Command.Group heading={t('palette.journeys')} className={styles.group}>
                    {journeys.map((version) => (
                      <Command.Item
                        key={version.id}
                        value={`journey ${version.id}`}
                        className={`${styles.item} ${styles.journey}`}
                        onSelect={() => open(buildVersionPath(version))}
                      >
                        <bdi translate="no" className={styles.name}>
                          {version.name}
                        </bdi>
                        <span className={styles.version}>{labels.shortVersion(version)}</span>
                        <StatusBadge status={version.status} peopleInside={version.peopleInside} />
                      </Command.Item>
                    ))}
                  </Command.Group>
                )}
                {actions.length > 0 && (
                  <Command.Group heading={t('palette.actions')} className={styles.group}>
                    {actions.map(({ action, version, label }) => {
                      const { icon: Icon } = actionSpecs[action]
                      return (
                        <Command.Item
                          key={`${action} ${version.id}`}
                          value={`action ${action} ${version.id}`}
                          className={styles.item}
                          onSelect={() => act(action, version)}
                        >
                          <Icon size={16} aria-hidden />
                          <span translate="no" className={styles.name}>
                            {label}
                          </span>
                        </Command.Item>
                      )
                    })}
                  </Command.Group>
                )}
                {views.length > 0 && (
                  <Command.Group heading={t('palette.views')} className={styles.group}>
                    {views.map(({ label, address }) => (
                      <Command.Item key={address} value={`view ${address}`} className={styles.item} onSelect={() => open(address)}>
                        <span className={styles.name}>{label}</span>
                      </Command.Item>
                    ))}
                  </Command.Group>
                )}
              </Command.List>
            </Command>
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
