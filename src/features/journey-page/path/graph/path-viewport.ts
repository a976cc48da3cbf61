import type { Rect, Viewport } from '@xyflow/react'

/** Below this zoom only what is written large can be read. */
export const minReadableZoom = 0.7

/** How far a focused activity stays away from the edge of the frame, in pixels. */
const focusMargin = 24

interface Size {
  readonly width: number
  readonly height: number
}

/** A frame so narrow that the zoom buttons would lie upon the path: it begins below them there. */
const getTopInset = ({ width }: Size): number => (width < 480 ? 56 : 0)

/** How small the whole path has to be drawn to fit into the frame; 1 where there is room. */
export const computeFitZoom = (frame: Size, path: Size): number =>
  Math.min(1, frame.width / path.width, (frame.height - getTopInset(frame)) / path.height)

/** What is seen of the path: all of it, centred, if `zoom` allows; else its beginning. `entry`: the middle of the entry, in pixels. */
export function computeViewport(zoom: number, frame: Size, path: Size, entry: number): Viewport {
  const [spareWidth, spareHeight] = [frame.width - path.width * zoom, frame.height - path.height * zoom]
  return { zoom, x: spareWidth >= 0 ? spareWidth / 2 : frame.width / 2 - entry * zoom, y: Math.max(getTopInset(frame), spareHeight / 2) }
}

/** What is seen of the path when it is opened: all of it if its text can still be read then, else its beginning. */
export function computeInitialViewport(frame: Size, path: Size, entry: number): Viewport {
  const zoom = computeFitZoom(frame, path)
  return computeViewport(zoom < minReadableZoom ? 1 : zoom, frame, path, entry)
}

/** The viewport moved as little as possible so that all of `target` is seen. Larger than the frame, its beginning is. */
export function scrollIntoViewport(target: Rect, { x, y, zoom }: Viewport, frame: Size): Viewport {
  const shift = (at: number, length: number, moved: number, room: number) => {
    const [start, end] = [at * zoom + moved, (at + length) * zoom + moved]
    if (end > room - focusMargin && start > focusMargin) return moved - Math.min(end - room + focusMargin, start - focusMargin)
    return start < focusMargin ? moved + focusMargin - start : moved
  }
  return { zoom, x: shift(target.x, target.width, x, frame.width), y: shift(target.y, target.height, y, frame.height) }
}
