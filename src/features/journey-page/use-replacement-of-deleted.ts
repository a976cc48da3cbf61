import { useEffect, useEffectEvent, useRef } from 'react'
import { useNavigate, useParams } from 'react-router'
import { useActionState } from '#features/actions/state/action-context.ts'
import { toListNavigation, type ListOrigin } from '#ui/navigation/navigation-memory.ts'

/** Replaces the page of a version by the list when the version is deleted. Only at that moment: the user may come back to the page later. */
export function useReplacementOfDeleted(list: ListOrigin | undefined): void {
  const { versionId } = useParams()
  const { lastCompleted } = useActionState()
  const navigate = useNavigate()
  const { to, options } = toListNavigation(list)
  const seen = useRef(lastCompleted)
  const replaceIfDeleted = useEffectEvent((completed: typeof lastCompleted) => {
    if (completed === seen.current) return
    seen.current = completed
    if (completed?.version.id === versionId && completed?.version.deletedAt !== null) void navigate(to, { ...options, replace: true })
  })
  // Effect, because the URL is outside React.
  useEffect(() => replaceIfDeleted(lastCompleted), [lastCompleted])
}
