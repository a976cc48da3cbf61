import { useState } from 'react'
import { useAnnounce } from '#ui/announcer.tsx'
import { MenuChoice } from '#ui/menu/menu-item.tsx'
import { seedSizes, type SeedSize } from '#mocks/seed/seed-sizes.ts'
import { demoWords } from './demo-messages.ts'
import { useWords } from './use-words.ts'

/** Changes the size of the demo by `resetTo`, and announces it. `requestedSize` is the size that is being prepared, or `null`. */
export function useSizeChange(resetTo: (size: SeedSize) => Promise<void>) {
  const [requestedSize, setRequestedSize] = useState<SeedSize | null>(null)
  const words = useWords(demoWords)
  const announce = useAnnounce()
  const changeSize = async (size: SeedSize) => {
    setRequestedSize(size)
    announce(words.preparing(size, 0))
    try {
      await resetTo(size)
      announce(words.prepared(size))
    } catch {
      announce(words.notPrepared)
    } finally {
      setRequestedSize(null)
    }
  }
  return { requestedSize, changeSize }
}

/** The sizes to choose from. */
export function SizeMenu({ size, onChange }: { readonly size: SeedSize; readonly onChange: (size: SeedSize) => void }) {
  const words = useWords(demoWords)
  return (
    <MenuChoice
      label={words.size}
      value={String(size)}
      options={seedSizes.map((each) => ({ value: String(each), name: words.versions(each) }))}
      onChange={(chosen) => onChange(seedSizes.find((each) => String(each) === chosen) ?? size)}
    />
  )
}
