import type { Rect, Viewport } from '@xyflow/react'

/** Below this zoom only large text is legible. */
export const minReadableZoom = 0.7

/** Minimum distance of a focused activity from the edge of the frame, in pixels. */
const focusMargin = 24

interface Size {
  readonly width: number
  readonly height: number
}

/** In a frame this narrow the zoom buttons would cover the path: it begins below them. */
const getTopInset = ({ width }: Size): number => (width < 480 ? 56 : 0)

/** The zoom at which the whole path fits into the frame; at most 1. */
export const computeFitZoom = (frame: Size, path: Size): number =>
  Math.min(1, frame.width / path.width, (frame.height - getTopInset(frame)) / path.height)

/** Viewport for a zoom: the whole path, centred, if it fits; otherwise its beginning. `entry`: the centre of the entry, in pixels. */
export function computeViewport(zoom: number, frame: Size, path: Size, entry: number): Viewport {
  const [spareWidth, spareHeight] = [frame.width - path.width * zoom, frame.height - path.height * zoom]
  return { zoom, x: spareWidth >= 0 ? spareWidth / 2 : frame.width / 2 - entry * zoom, y: Math.max(getTopInset(frame), spareHeight / 2) }
}

/** Initial viewport: the whole path if its text is legible then, otherwise its beginning. */
export function computeInitialViewport(frame: Size, path: Size, entry: number): Viewport {
  const zoom = computeFitZoom(frame, path)
  return computeViewport(zoom < minReadableZoom ? 1 : zoom, frame, path, entry)
}

/** Moves the viewport by the minimum that makes all of `target` visible, or its beginning if it is larger than the frame. */
export function scrollIntoViewport(target: Rect, { x, y, zoom }: Viewport, frame: Size): Viewport {
  const shift = (at: number, length: number, moved: number, room: number) => {
    const [start, end] = [at * zoom + moved, (at + length) * zoom + moved]
    if (end > room - focusMargin && start > focusMargin) return moved - Math.min(end - room + focusMargin, start - focusMargin)
    return start < focusMargin ? moved + focusMargin - start : moved
  }
  return { zoom, x: shift(target.x, target.width, x, frame.width), y: shift(target.y, target.height, y, frame.height) }
}
