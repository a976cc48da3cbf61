/** Functions that are called after each change. */
export interface ChangeListeners {
  readonly add: (listener: () => void) => () => void
  readonly call: () => void
}

/** Creates an empty list of listeners. A listener that is added twice is called twice. */
export function createChangeListeners(): ChangeListeners {
  const listeners = new Set<() => void>()
  return {
    add: (listener) => {
      const registered = () => listener()
      listeners.add(registered)
      return () => void listeners.delete(registered)
    },
    call: () => listeners.forEach((listener) => listener()),
  }
}
