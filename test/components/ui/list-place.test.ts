import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { showList, type NavigationMemory } from '#ui/navigation/navigation-memory.ts'
import { recordPlace } from '#ui/navigation/place.ts'

const listKey = 'list-entry'
const pageAddress = 'https://console.test/journeys/b'

/** Shows rows with a link each, as the list does. */
function renderRows(...names: readonly string[]) {
  const main = document.createElement('main')
  main.innerHTML = names.map((name) => `<div role="rowheader"><a href="/journeys/${name}">${name}</a></div>`).join('')
  document.body.replaceChildren(main)
  onTestFinished(() => document.body.replaceChildren())
  return { main, getLink: (name: string) => main.querySelector<HTMLElement>(`[href="/journeys/${name}"]`) }
}

function createListOnScreen(memory: NavigationMemory) {
  const onMore = vi.fn<() => void>()
  const onReturned = vi.fn<() => void>()
  const show = (rowCount: number, options: { readonly hasMore?: boolean; readonly isFetching?: boolean } = {}) =>
    showList(memory, {
      location: { key: listKey, state: null, pathname: '/', search: '', hash: '' },
      rowCount,
      hasMore: options.hasMore ?? false,
      isFetching: options.isFetching ?? false,
      onMore,
      onReturned,
    })
  return { show, onMore, onReturned }
}

describe('back to a list', () => {
  test('the link that was followed gets the focus', () => {
    const memory: NavigationMemory = { places: new Map(), rowCount: 0 }
    const { getLink } = renderRows('a', 'b', 'c')
    const list = createListOnScreen(memory)
    list.show(3)
    recordPlace(memory, pageAddress)
    memory.shownKey = 'page-entry'

    list.show(3)
    expect(document.activeElement).toBe(getLink('b'))
    expect(list.onReturned).toHaveBeenCalledOnce()
  })

  test('also if the list is rendered again between the click and the page', () => {
    const memory: NavigationMemory = { places: new Map(), rowCount: 0 }
    const { getLink } = renderRows('a', 'b', 'c')
    const list = createListOnScreen(memory)
    list.show(3)
    getLink('b')?.focus()
    recordPlace(memory, pageAddress)
    list.show(3, { isFetching: true })
    expect(list.onReturned).not.toHaveBeenCalled()
    memory.shownKey = 'page-entry'
    getLink('b')?.blur()

    list.show(3)
    expect(document.activeElement).toBe(getLink('b'))
    expect(list.onReturned).toHaveBeenCalledOnce()
  })

  test('as many rows as before are loaded first, one page at a time', () => {
    const memory: NavigationMemory = { places: new Map(), rowCount: 0 }
    renderRows('a', 'b', 'c')
    const list = createListOnScreen(memory)
    list.show(3)
    recordPlace(memory, pageAddress)
    memory.shownKey = 'page-entry'

    const { getLink } = renderRows('a')
    list.show(1, { hasMore: true, isFetching: true })?.()
    expect(list.onMore).not.toHaveBeenCalled()
    list.show(1, { hasMore: true })?.()
    expect(list.onMore).toHaveBeenCalledOnce()
    expect(document.activeElement).toBe(document.body)

    const all = renderRows('a', 'b', 'c')
    list.show(3)
    expect(getLink('b')).toBeNull()
    expect(document.activeElement).toBe(all.getLink('b'))
  })

  test('a user who scrolls while rows are loaded is not moved', () => {
    const memory: NavigationMemory = { places: new Map(), rowCount: 0 }
    renderRows('a', 'b')
    const list = createListOnScreen(memory)
    list.show(2)
    recordPlace(memory, pageAddress)
    memory.shownKey = 'page-entry'

    renderRows('a')
    const stopWaiting = list.show(1, { hasMore: true })
    window.dispatchEvent(new Event('wheel'))
    stopWaiting?.()
    renderRows('a', 'b')
    list.show(2)
    expect(document.activeElement).toBe(document.body)
    expect(list.onReturned).not.toHaveBeenCalled()
  })
})
