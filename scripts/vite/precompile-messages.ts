import compile from 'icu-minify/compile'
import type { Plugin } from 'vite'

type MessageTree = { readonly [key: string]: string | MessageTree }

/** Compiles every ICU message of the tree into the form that use-intl formats without a parser. Throws with the key of a malformed one. */
export function precompileTree(messages: MessageTree, parents = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(messages).map(([name, message]) => {
      const key = parents + name
      if (typeof message !== 'string') return [name, precompileTree(message, `${key}.`)]
      try {
        return [name, compile(message)]
      } catch (cause) {
        throw new Error(`The message ${key} is malformed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
      }
    }),
  )
}

/** Precompiles `src/i18n/*messages.*.json`, so that the browser neither loads nor runs the ICU parser. */
export function precompileMessages(): Plugin {
  return {
    name: 'precompile-messages',
    enforce: 'pre',
    config: () => ({
      resolve: { alias: [{ find: /^use-intl\/format-message$/, replacement: 'use-intl/format-message/format-only' }] },
    }),
    transform: {
      filter: { id: /\/src\/i18n\/(?:[a-z]+-)?messages\.[a-z]+\.json$/ },
      handler: (code) => ({ code: JSON.stringify(precompileTree(JSON.parse(code))), map: null }),
    },
  }
}
