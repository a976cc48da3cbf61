import { Panel, ReactFlow, ReactFlowProvider, type EdgeTypes, type NodeTypes, useReactFlow, useStore } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { flattenPath } from '#features/journey-page/path/activities/flatten-path.ts'
import { PathGraphContext } from './path-graph-context.ts'
import { toFlowElements } from './react-flow-elements.ts'
import styles from './path-graph.module.css'
import { toStructureKey, nodeMetrics } from './path-layout.ts'
import { PathNode } from './path-node.tsx'
import { computeInitialViewport, minReadableZoom, computeFitZoom } from './path-viewport.ts'
import { findNextNode } from './path-keyboard-navigation.ts'
import { PathEdge } from './path-edge.tsx'
import { PathZoom } from './path-zoom.tsx'
import { useElementSize, type ElementSize } from './use-element-size.ts'
import { useScrollIntoView } from './use-scroll-into-view.ts'
import { useHorizontalWheelPan } from './use-horizontal-wheel-pan.ts'

const nodeTypes: NodeTypes = { pathNode: PathNode }
const edgeTypes: EdgeTypes = { pathEdge: PathEdge }

/** Clears the labels of the library, which describe keys that are disabled here. */
const silentLabels = { 'node.a11yDescription.default': '', 'node.a11yDescription.keyboardDisabled': '', 'edge.a11yDescription.default': '' }

/** The path as a graph with pan, zoom and keyboard navigation. Fills its container. */
export function PathGraph({ version }: { readonly version: Version }) {
  const [frame, measureRef] = useElementSize()
  return (
    <div ref={measureRef} className={styles.frame}>
      {frame && (
        <ReactFlowProvider>
          <MeasuredGraph version={version} frame={frame} />
        </ReactFlowProvider>
      )}
    </div>
  )
}

function MeasuredGraph({ version, frame }: { readonly version: Version; readonly frame: ElementSize }) {
  const t = useTranslations()
  const id = useId()
  const { setViewport } = useReactFlow()
  const isZoomedOut = useStore(({ transform }) => transform[2] < minReadableZoom)
  const steps = flattenPath(version.activities)
  const [elements, setElements] = useState(() => toFlowElements(steps, frame.scale))
  if (elements.structureKey !== toStructureKey(steps) || elements.scale !== frame.scale) setElements(toFlowElements(steps, frame.scale))
  const [currentIndex, setCurrentIndex] = useState(0)
  const isMovedByHand = useRef(false)
  const initialViewport = computeInitialViewport(
    frame,
    elements,
    (elements.positions[0]?.x ?? 0) + (nodeMetrics.width * elements.scale) / 2,
  )
  // Effect, because the viewport is outside React. A resized frame resets it, unless the user has moved it.
  useEffect(() => {
    if (!isMovedByHand.current) void setViewport({ x: initialViewport.x, y: initialViewport.y, zoom: initialViewport.zoom })
  }, [setViewport, initialViewport.x, initialViewport.y, initialViewport.zoom])
  const scrollIntoView = useScrollIntoView(frame)
  const wheelPanRef = useHorizontalWheelPan(isMovedByHand)
  const getNodeId = (nodeIndex: number) => `${id}-${nodeIndex}`
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, nodeIndex: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    const next = findNextNode(event.key, nodeIndex, elements.graphEdges)
    if (next === null) return
    event.preventDefault()
    document.getElementById(getNodeId(next))?.focus({ preventScroll: true })
  }
  const onFocus = (element: HTMLElement, nodeIndex: number) => {
    setCurrentIndex(nodeIndex)
    const position = elements.positions[nodeIndex]
    if (!position || !element.matches(':focus-visible')) return
    isMovedByHand.current = true
    void scrollIntoView(element, { ...position, width: nodeMetrics.width * elements.scale, height: nodeMetrics.height * elements.scale })
  }
  const graphState = {
    version,
    steps,
    maxInside: Math.max(1, ...steps.map(({ activity }) => activity.inside)),
    maxTaken: Math.max(1, version.people.entered),
    currentIndex: Math.min(currentIndex, steps.length),
    getNodeId,
    onKeyDown,
    onFocus,
  }
  return (
    <section ref={wheelPanRef} aria-label={t('path.graph')} aria-describedby={`${id}-keys`} className={styles.region}>
      <VisuallyHidden>
        <span id={`${id}-keys`}>{t('path.keys')}</span>
      </VisuallyHidden>
      <PathGraphContext value={graphState}>
        <ReactFlow
          aria-label={t('path.activities')}
          aria-describedby={`${id}-keys`}
          data-zoomed-out={isZoomedOut || undefined}
          className={styles.graph ?? ''}
          nodes={elements.nodes}
          edges={elements.edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          defaultViewport={initialViewport}
          minZoom={Math.min(0.5, computeFitZoom(frame, elements))}
          maxZoom={1.5}
          translateExtent={[
            [-frame.width / 2, -frame.height / 2],
            [elements.width + frame.width / 2, elements.height + frame.height / 2],
          ]}
          onMoveStart={(event) => {
            if (event) isMovedByHand.current = true
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
          ariaLabelConfig={silentLabels}
          proOptions={{ hideAttribution: true }}
        >
          <Panel position="bottom-right" className={styles.attribution ?? ''} translate="no">
            {t('path.attribution')}
          </Panel>
          <PathZoom frame={frame} elements={elements} onMove={() => (isMovedByHand.current = true)} />
        </ReactFlow>
      </PathGraphContext>
    </section>
  )
}
