/** Loads the code of the journey page. */
export const loadJourneyPage = () => import('#features/journey-page/journey-page.tsx')
