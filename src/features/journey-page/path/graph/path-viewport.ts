import type { Rect, Viewport } from '@xyflow/react'

/** Below this zoom only what is written large can be read. */
export const readable = 0.7

/** How far a focused activity stays away from the edge of the frame, in pixels. */
const margin = 24

interface Size {
  readonly width: number
  readonly height: number
}

/** A frame so narrow that the zoom buttons would lie upon the path: it begins below them there. */
const below = ({ width }: Size): number => (width < 480 ? 56 : 0)

/** How small the whole path has to be drawn to fit into the frame; 1 where there is room. */
export const zoomToFit = (frame: Size, path: Size): number =>
  Math.min(1, frame.width / path.width, (frame.height - below(frame)) / path.height)

/** What is seen of the path: all of it, centred, if `zoom` allows; else its beginning. `entry`: the middle of the entry, in pixels. */
export function viewportAt(zoom: number, frame: Size, path: Size, entry: number): Viewport {
  const [across, along] = [frame.width - path.width * zoom, frame.height - path.height * zoom]
  return { zoom, x: across >= 0 ? across / 2 : frame.width / 2 - entry * zoom, y: Math.max(below(frame), along / 2) }
}

/** What is seen of the path when it is opened: all of it if its text can still be read then, else its beginning. */
export function openingViewport(frame: Size, path: Size, entry: number): Viewport {
  const zoom = zoomToFit(frame, path)
  return viewportAt(zoom < readable ? 1 : zoom, frame, path, entry)
}

/** The viewport moved as little as possible so that all of `what` is seen. Larger than the frame, its beginning is. */
export function revealing(what: Rect, { x, y, zoom }: Viewport, frame: Size): Viewport {
  const shifted = (at: number, length: number, moved: number, room: number) => {
    const [start, end] = [at * zoom + moved, (at + length) * zoom + moved]
    if (end > room - margin && start > margin) return moved - Math.min(end - room + margin, start - margin)
    return start < margin ? moved + margin - start : moved
  }
  return { zoom, x: shifted(what.x, what.width, x, frame.width), y: shifted(what.y, what.height, y, frame.height) }
}
