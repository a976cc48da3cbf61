/** The tabs of a version. The first is the default of its address. */
export const journeyViews = ['path', 'people', 'history'] as const

/** The tab that an address selects. */
export const findJourneyView = (params: URLSearchParams) => journeyViews.find((known) => known === params.get('view')) ?? journeyViews[0]
