import { Panel, useReactFlow, useStore } from '@xyflow/react'
import { Maximize, Minus, Plus } from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { ignoreKeyRepeat, guardAriaDisabled } from '#ui/input/activation.ts'
import { Tooltip } from '#ui/tooltip/tooltip.tsx'
import type { FlowElements } from './react-flow-elements.ts'
import styles from './path-graph.module.css'
import { nodeMetrics } from './path-layout.ts'
import { computeViewport, computeFitZoom } from './path-viewport.ts'
import { getAnimationMs } from './use-scroll-into-view.ts'
import type { ElementSize } from './use-element-size.ts'

interface PathZoomProps {
  readonly frame: ElementSize
  readonly elements: FlowElements
  /** Called when the user changes the viewport. */
  readonly onMove: () => void
}

/** Zoom in, zoom out, and fit. */
export function PathZoom({ frame, elements, onMove }: PathZoomProps) {
  const t = useTranslations()
  const id = useId()
  const { zoomIn, zoomOut, setViewport } = useReactFlow()
  const isMaxZoom = useStore((state) => state.transform[2] >= state.maxZoom)
  const isMinZoom = useStore((state) => state.transform[2] <= state.minZoom)
  const entryCenter = (elements.positions[0]?.x ?? 0) + (nodeMetrics.width * elements.scale) / 2
  const buttons = [
    ['in', Plus, isMaxZoom, () => zoomIn({ duration: getAnimationMs() })],
    ['out', Minus, isMinZoom, () => zoomOut({ duration: getAnimationMs() })],
    [
      'fit',
      Maximize,
      false,
      () => setViewport(computeViewport(computeFitZoom(frame, elements), frame, elements, entryCenter), { duration: getAnimationMs() }),
    ],
  ] as const
  return (
    <Panel position="top-right" className={styles.zoom ?? ''}>
      {buttons.map(([name, Icon, unavailable, onPress]) => (
        <Tooltip key={name} id={`${id}-${name}`} text={t(`path.zoom.${name}`)}>
          <button
            type="button"
            className={styles.button}
            aria-label={t(`path.zoom.${name}`)}
            aria-disabled={unavailable || undefined}
            onKeyDown={ignoreKeyRepeat}
            onClick={guardAriaDisabled(() => {
              onMove()
              void onPress()
            })}
          >
            <Icon size={16} aria-hidden />
          </button>
        </Tooltip>
      ))}
    </Panel>
  )
}
