import { AppWindow, Bell, Clock, CornerUpRight, Flag, Mail, MessageSquare, Split, UserPen, type LucideIcon } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useTranslations } from 'use-intl'
import type { ActivityWithPeople, Version } from '#api/contract/version.ts'
import { peopleMayBeInside } from '#domain/lifecycle.ts'
import styles from './activities.module.css'
import { layOut } from './lay-out.ts'
import { useDuration } from './use-duration.ts'

const icons: Readonly<Record<ActivityWithPeople['kind'], LucideIcon>> = {
  email: Mail,
  sms: MessageSquare,
  push: Bell,
  inApp: AppWindow,
  wait: Clock,
  condition: Split,
  update: UserPen,
  jump: CornerUpRight,
  end: Flag,
}

/** The path as a list: every activity in the order people walk it, indented by branch, with how many are there. */
export function Activities({ version }: { readonly version: Version }) {
  const t = useTranslations()
  const most = Math.max(1, ...version.activities.map((activity) => activity.inside))
  return (
    <section aria-labelledby="path" className={styles.path}>
      <h2 id="path" className={styles.title}>
        {t('journey.path')}
      </h2>
      <p className={styles.hint}>{t(peopleMayBeInside(version.status) ? 'journey.pathHint' : 'journey.pathEmpty')}</p>
      <ol className={styles.list}>
        {layOut(version.activities).map(({ activity, depth, branch }) => (
          <li key={activity.id} className={styles.item} style={{ '--depth': Math.min(depth, 5) } as CSSProperties}>
            {branch && (
              <span className={styles.branch} dir="auto">
                {branch.name === null
                  ? t('journey.share', { share: branch.share })
                  : t('journey.pathName', { share: branch.share, name: branch.name })}
              </span>
            )}
            <Step activity={activity} full={activity.inside / most} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Step({ activity, full }: { readonly activity: ActivityWithPeople; readonly full: number }) {
  const t = useTranslations()
  const duration = useDuration()
  const Icon = icons[activity.kind]
  const lost = [
    activity.stopped > 0 && t('journey.stoppedHere', { count: activity.stopped }),
    activity.timedOut > 0 && t('journey.timedOutHere', { count: activity.timedOut }),
  ].filter(Boolean)
  return (
    <div className={styles.step}>
      <span className={styles.icon}>
        <Icon size={16} aria-hidden />
      </span>
      <span className={styles.what}>
        <span className={styles.name}>
          <span className={styles.kind}>{t(`kind.${activity.kind}`)}</span> <bdi>{activity.name}</bdi>
        </span>
        <span className={styles.detail}>
          {[duration(activity.takes), t('journey.passed', { count: activity.passed }), ...lost].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span className={`${styles.here} ${activity.inside === 0 ? styles.nobody : ''}`}>
        {t('journey.here', { count: activity.inside })}
        <span className={styles.bar} aria-hidden>
          <span className={styles.fill} style={{ inlineSize: `${full * 100}%` }} />
        </span>
      </span>
    </div>
  )
}
