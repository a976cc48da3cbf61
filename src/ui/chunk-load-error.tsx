import { useTranslations } from 'use-intl'
import { ErrorMessage } from './error-message.tsx'

/** In place of a part of the page whose code cannot be had: the server may have a newer one. The rest of the page stands. */
export function ChunkLoadError() {
  const t = useTranslations()
  return <ErrorMessage retry={{ label: t('app.reload'), onPress: () => location.reload() }}>{t('error.stale')}</ErrorMessage>
}
