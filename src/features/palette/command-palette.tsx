import * as Dialog from '@radix-ui/react-dialog'
import { Command } from 'cmdk'
import { useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from 'react'
import { flushSync } from 'react-dom'
import { useNavigate } from 'react-router'
import { useTranslations } from 'use-intl'
import type { VersionSummary } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import { useActions } from '#features/actions/state/action-context.ts'
import { findFirstConnected, listReturnFocusCandidates } from '#features/actions/state/focus-restoration.ts'
import { StatusBadge } from '#features/version/status-badge.tsx'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { buildVersionPath } from '#features/version/version-path.ts'
import '#i18n/palette-messages.ts'
import { focusInSight } from '#ui/input/focus-fallback.ts'
import { useDebouncedCallback } from '#ui/input/use-debounced-callback.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './command-palette.module.css'
import { usePaletteItems, type PaletteItems } from './use-palette-items.ts'
import { PlaceGroup, ViewGroup } from './view-group.tsx'

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
  const [returnFocusTo] = useState(() => listReturnFocusCandidates(document.activeElement))
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [settled, setSettled] = useState('')
  const settle = useDebouncedCallback(setSettled, typingDelayMs)
  const { state, isCurrent, isActionTyped, journeys, actions, views, places } = usePaletteItems(typed, settled)
  const [marked, setMarked] = useState('')
  /** Whether the user has moved the mark. The first one is marked otherwise. */
  const [hasMoved, setHasMoved] = useState(false)
  /** Enter was pressed before what was typed has been searched for. */
  const [isEntered, setIsEntered] = useState(false)
  const returnFocus = () => {
    if (document.activeElement === document.body) focusInSight(findFirstConnected(returnFocusTo))
  }
  const returnFocusOnUnmount = (palette: HTMLElement | null) => () => queueMicrotask(() => palette?.isConnected || returnFocus())
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
  const journeyChoices = journeys.map((version) => ({
    value: `journey ${version.id}`,
    version,
    choose: () => open(buildVersionPath(version)),
  }))
  const actionChoices = actions.map(({ action, version, label }) => ({
    value: `action ${action} ${version.id}`,
    action,
    label,
    choose: () => act(action, version),
  }))
  const viewChoices = views.items.map((view) => ({ value: `view ${view.key}`, view, choose: () => open(view.buildAddress()) }))
  const placeChoices = places.map(({ label, address }) => ({ value: `place ${address}`, label, choose: () => open(address) }))
  const found = isActionTyped ? [...actionChoices, ...journeyChoices] : [...journeyChoices, ...actionChoices]
  const choices = [...found, ...viewChoices, ...placeChoices]
  const chooseFirst = useEffectEvent(() => {
    setIsEntered(false)
    choices[0]?.choose()
  })
  // Effect, because the search is outside React. After it, because React cannot unmount the palette during an effect.
  useEffect(() => {
    if (isEntered && isCurrent) queueMicrotask(() => chooseFirst())
  }, [isEntered, isCurrent])
  const handleKey = (event: KeyboardEvent) => {
    if (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') setHasMoved(true)
    if (event.key !== 'Enter' || isCurrent || hasMoved || event.nativeEvent.isComposing) return
    // What is shown belongs to what was typed before.
    event.preventDefault()
    setSettled(typed)
    setIsEntered(true)
  }
  const journeyGroup = journeyChoices.length > 0 && (
    <Command.Group heading={t('palette.journeys')} className={styles.group}>
      {journeyChoices.map(({ value, version, choose }) => (
        <Command.Item key={value} value={value} className={`${styles.item} ${styles.journey}`} onSelect={choose}>
          <bdi translate="no" className={styles.name}>
            {version.name}
          </bdi>
          <span className={styles.note}>{labels.shortVersion(version)}</span>
          <StatusBadge status={version.status} peopleInside={version.peopleInside} />
        </Command.Item>
      ))}
    </Command.Group>
  )
  const actionGroup = actionChoices.length > 0 && (
    <Command.Group heading={t('palette.actions')} className={styles.group}>
      {actionChoices.map(({ value, action, label, choose }) => {
        const { icon: Icon } = actionSpecs[action]
        return (
          <Command.Item key={value} value={value} className={styles.item} onSelect={choose}>
            <Icon size={16} aria-hidden />
            <span translate="no" className={styles.name}>
              {label}
            </span>
          </Command.Item>
        )
      })}
    </Command.Group>
  )
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
            onEscapeKeyDown={(event) => event.isComposing && event.preventDefault()}
          >
            <Dialog.Title>
              <VisuallyHidden>{t('palette.title')}</VisuallyHidden>
            </Dialog.Title>
            <Command
              label={t('palette.title')}
              shouldFilter={false}
              loop
              // The first one, unless the user has moved the mark to one that is still there.
              value={hasMoved && choices.some(({ value }) => value === marked) ? marked : (choices[0]?.value ?? '')}
              onValueChange={setMarked}
              onKeyDown={handleKey}
            >
              <Command.Input
                ref={input}
                className={styles.input}
                placeholder={t('palette.placeholder')}
                aria-label={t('palette.placeholder')}
                maxLength={200}
                value={typed}
                onValueChange={(text) => {
                  setHasMoved(false)
                  setIsEntered(false)
                  setTyped(text)
                  settle(text)
                }}
              />
              <ReadMessages state={state} viewState={views.state} isFound={choices.length > 0} />
              <Command.List className={styles.list} label={t('palette.results')} onPointerMove={() => setHasMoved(true)}>
                {isActionTyped && actionGroup}
                {journeyGroup}
                {!isActionTyped && actionGroup}
                <ViewGroup views={views} choices={viewChoices} />
                <PlaceGroup choices={placeChoices} />
              </Command.List>
            </Command>
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface ReadMessagesProps {
  readonly state: PaletteItems['state']
  readonly viewState: PaletteItems['state']
  readonly isFound: boolean
}

/** What is still being read, could not be read, or that nothing matches once all has been read. */
function ReadMessages({ state, viewState, isFound }: ReadMessagesProps) {
  const t = useTranslations()
  const isLoading = state === 'loading' || (viewState === 'loading' && !isFound)
  return (
    <>
      <div role="status">
        {state === 'ready' && viewState === 'ready' && !isFound && <p className={styles.message}>{t('palette.empty')}</p>}
        {viewState === 'failed' && <VisuallyHidden>{t('views.none')}</VisuallyHidden>}
      </div>
      {isLoading && <p className={styles.message}>{t('app.loading')}</p>}
      {state === 'failed' && (
        <p role="alert" className={styles.message}>
          {t('palette.failed')}
        </p>
      )}
    </>
  )
}
