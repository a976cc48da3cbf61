import { Panel, useReactFlow, useStore } from '@xyflow/react'
import { Maximize, Minus, Plus } from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { once, unlessUnavailable } from '#ui/input/activation.ts'
import { Tooltip } from '#ui/tooltip.tsx'
import type { Drawing } from './react-flow-elements.ts'
import styles from './path-graph.module.css'
import { sizes } from './path-layout.ts'
import { viewportAt, zoomToFit } from './path-viewport.ts'
import { moving } from './use-scroll-into-view.ts'
import type { Frame } from './use-element-size.ts'

interface PathZoomProps {
  readonly frame: Frame
  readonly drawing: Drawing
  /** Told when somebody chooses what is seen. */
  readonly onMove: () => void
}

/** Nearer, farther, and all of it. */
export function PathZoom({ frame, drawing, onMove }: PathZoomProps) {
  const t = useTranslations()
  const id = useId()
  const { zoomIn, zoomOut, setViewport } = useReactFlow()
  const nearest = useStore((state) => state.transform[2] >= state.maxZoom)
  const farthest = useStore((state) => state.transform[2] <= state.minZoom)
  const entry = (drawing.places[0]?.x ?? 0) + (sizes.width * drawing.scale) / 2
  const buttons = [
    ['in', Plus, nearest, () => zoomIn({ duration: moving() })],
    ['out', Minus, farthest, () => zoomOut({ duration: moving() })],
    ['fit', Maximize, false, () => setViewport(viewportAt(zoomToFit(frame, drawing), frame, drawing, entry), { duration: moving() })],
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
            onKeyDown={once}
            onClick={unlessUnavailable(() => {
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
