interface MemoizeOptions {
  readonly cache: { readonly create: () => { get: (key: string) => unknown; set: (key: string, value: unknown) => void } }
}

/** use-intl passes a strategy to `memoize`, which here has one only. */
export const strategies = { variadic: undefined }

/**
 * Replaces `@formatjs/fast-memoize` for use-intl, its only user: remembers what a function returned, by all its arguments. The package has
 * other strategies and caches, which nothing calls and no bundler can remove.
 */
export function memoize<Arguments extends readonly unknown[], Result>(
  compute: (...given: Arguments) => Result,
  { cache }: MemoizeOptions,
): (...given: Arguments) => Result {
  const results = cache.create()
  return (...given) => {
    const key = JSON.stringify(given)
    const result = (results.get(key) as Result | undefined) ?? compute(...given)
    results.set(key, result)
    return result
  }
}
