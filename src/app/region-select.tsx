import { useTranslations } from 'use-intl'
import { regions } from '#i18n/region.ts'
import { GlobeIcon } from '#ui/icon.tsx'
import { usePreferences } from './preferences.tsx'
import styles from './region-select.module.css'

/** The choice of the region in which dates, times and numbers are written: an icon, under which the browser opens the list. */
export function RegionSelect() {
  const t = useTranslations()
  const { language, region, setRegion } = usePreferences()
  const names = new Intl.DisplayNames(language, { type: 'region' })
  const options = regions[language].map((code) => ({ code, name: names.of(code) ?? code }))
  const chosen = options.find(({ code }) => code === region) ?? { code: '', name: t('app.browserRegion') }
  return (
    <label className={styles.region} title={`${t('app.region')}: ${chosen.name}`}>
      <GlobeIcon size={16} />
      <select className={styles.select} aria-label={t('app.region')} value={chosen.code} onChange={({ target }) => setRegion(target.value)}>
        <option value="">{t('app.browserRegion')}</option>
        {options.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
