import { useEffect, useState, type ComponentType, type ReactNode } from 'react'

interface LoadableOptions<Props> {
  /** Shown if the code cannot be loaded. Without it the error is thrown, to the next error boundary. */
  readonly failure?: ComponentType<Props>
}

/** A component whose code is loaded when it is first rendered, or before. `fallback`: shown until then. */
export interface Loadable<Props> {
  (props: Props & { readonly fallback?: ReactNode }): ReactNode
  /** Loads the code, so that the component is rendered at once. A failure is ignored: the next use tries again. */
  readonly preload: () => void
}

/**
 * A component whose code is loaded on demand. Unlike `lazy`, it is rendered in the same frame if its code is there, and as soon as it comes
 * otherwise: React holds back what a Suspense boundary reveals, for up to 300 ms.
 */
export function createLoadable<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { failure: Failure }: LoadableOptions<Props> = {},
): Loadable<Props> {
  let loading: Promise<ComponentType<Props>> | undefined
  let loaded: ComponentType<Props> | undefined
  const loadOnce = (): Promise<ComponentType<Props>> => {
    loading ??= load().then(
      (component) => (loaded = component),
      (error: unknown) => {
        loading = undefined
        throw error
      },
    )
    return loading
  }
  function LoadableComponent({ fallback, ...props }: Props & { readonly fallback?: ReactNode }) {
    const [Component, setComponent] = useState(() => loaded)
    const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null)
    // Effect, because the code is outside React.
    useEffect(() => {
      loadOnce().then(
        (component) => setComponent(() => component),
        (error: unknown) => setFailure({ error }),
      )
    }, [])
    // `fallback` is the only property that is not one of the component.
    const componentProps = props as unknown as Props
    if (Component) return <Component {...componentProps} />
    if (failure === null) return fallback
    if (Failure === undefined) throw failure.error
    return <Failure {...componentProps} />
  }
  return Object.assign(LoadableComponent, { preload: () => void loadOnce().catch(() => {}) })
}
