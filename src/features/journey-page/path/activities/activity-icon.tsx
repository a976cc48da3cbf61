import { AppWindow, Bell, Clock, CornerUpRight, Flag, LogIn, Mail, MessageSquare, Split, UserPen, type LucideIcon } from 'lucide-react'
import type { ActivityWithPeople } from '#api/contract/version.ts'

const icons: Readonly<Record<ActivityWithPeople['kind'] | 'entry', LucideIcon>> = {
  entry: LogIn,
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

/** The icon of an activity type, shown beside its name. */
export function ActivityIcon({ kind }: { readonly kind: keyof typeof icons }) {
  const Icon = icons[kind]
  return <Icon size="1em" aria-hidden />
}
