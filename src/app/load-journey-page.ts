/** Loads the code of the journey page. */
export async function loadJourneyPage() {
  const [{ JourneyPage }, { openJourneyPage }] = await Promise.all([
    import('#features/journey-page/journey-page.tsx'),
    import('#features/journey-page/open-journey-page.ts'),
  ])
  return { JourneyPage, openJourneyPage }
}
