import { ReactFlow, ReactFlowProvider, useReactFlow, useStore, type EdgeTypes, type NodeTypes } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { layOut } from '#features/journey-page/path/activities/flatten-path.ts'
import { PathContext } from './path-graph-context.ts'
import { draw } from './react-flow-elements.ts'
import styles from './path-graph.module.css'
import { shapeOf, sizes } from './path-layout.ts'
import { PathPlace } from './path-node.tsx'
import { openingViewport, readable, zoomToFit } from './path-viewport.ts'
import { walk } from './path-keyboard-navigation.ts'
import { PathWay } from './path-edge.tsx'
import { PathZoom } from './path-zoom.tsx'
import { useFrame, type Frame } from './use-element-size.ts'
import { useReveal } from './use-scroll-into-view.ts'
import { useWheelAcross } from './use-horizontal-wheel-pan.ts'

const nodeTypes: NodeTypes = { place: PathPlace }
const edgeTypes: EdgeTypes = { way: PathWay }

/** The library's own words, for keys that do nothing here. */
const silent = { 'node.a11yDescription.default': '', 'node.a11yDescription.keyboardDisabled': '', 'edge.a11yDescription.default': '' }

/** The path as a graph that can be moved and zoomed, and walked by keyboard. Fills what it is put into. */
export function PathGraph({ version }: { readonly version: Version }) {
  const [frame, watch] = useFrame()
  return (
    <div ref={watch} className={styles.frame}>
      {frame && (
        <ReactFlowProvider>
          <Framed version={version} frame={frame} />
        </ReactFlowProvider>
      )}
    </div>
  )
}

function Framed({ version, frame }: { readonly version: Version; readonly frame: Frame }) {
  const t = useTranslations()
  const id = useId()
  const { setViewport } = useReactFlow()
  const far = useStore(({ transform }) => transform[2] < readable)
  const steps = layOut(version.activities)
  const [drawing, setDrawing] = useState(() => draw(steps, frame.scale))
  if (drawing.shape !== shapeOf(steps) || drawing.scale !== frame.scale) setDrawing(draw(steps, frame.scale))
  const [current, setCurrent] = useState(0)
  const movedByHand = useRef(false)
  const opening = openingViewport(frame, drawing, (drawing.places[0]?.x ?? 0) + (sizes.width * drawing.scale) / 2)
  // What is seen lies outside of React. In a frame of another size it has to be chosen anew, unless the person has chosen it.
  useEffect(() => {
    if (!movedByHand.current) void setViewport({ x: opening.x, y: opening.y, zoom: opening.zoom })
  }, [setViewport, opening.x, opening.y, opening.zoom])
  const reveal = useReveal(frame)
  const wheelAcross = useWheelAcross(movedByHand)
  const idOf = (place: number) => `${id}-${place}`
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, place: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    const next = walk(event.key, place, drawing.ways)
    if (next === null) return
    event.preventDefault()
    document.getElementById(idOf(next))?.focus({ preventScroll: true })
  }
  const onFocus = (element: HTMLElement, place: number) => {
    setCurrent(place)
    const at = drawing.places[place]
    if (!at || !element.matches(':focus-visible')) return
    movedByHand.current = true
    void reveal(element, { ...at, width: sizes.width * drawing.scale, height: sizes.height * drawing.scale })
  }
  const now = {
    version,
    steps,
    fullest: Math.max(1, ...steps.map(({ activity }) => activity.inside)),
    widest: Math.max(1, version.people.entered),
    current: Math.min(current, steps.length),
    idOf,
    onKeyDown,
    onFocus,
  }
  return (
    <section ref={wheelAcross} aria-label={t('path.graph')} aria-describedby={`${id}-keys`} className={styles.region}>
      <VisuallyHidden>
        <span id={`${id}-keys`}>{t('path.keys')}</span>
      </VisuallyHidden>
      <PathContext value={now}>
        <ReactFlow
          aria-label={t('path.activities')}
          aria-describedby={`${id}-keys`}
          data-far={far || undefined}
          className={styles.graph ?? ''}
          nodes={drawing.nodes}
          edges={drawing.edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          defaultViewport={opening}
          minZoom={Math.min(0.5, zoomToFit(frame, drawing))}
          maxZoom={1.5}
          translateExtent={[
            [-frame.width / 2, -frame.height / 2],
            [drawing.width + frame.width / 2, drawing.height + frame.height / 2],
          ]}
          onMoveStart={(event) => {
            if (event) movedByHand.current = true
          }}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnScroll={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={null}
          panActivationKeyCode={null}
          zoomActivationKeyCode={null}
          disableKeyboardA11y
          ariaLabelConfig={silent}
        >
          <PathZoom frame={frame} drawing={drawing} onMove={() => (movedByHand.current = true)} />
        </ReactFlow>
      </PathContext>
    </section>
  )
}
