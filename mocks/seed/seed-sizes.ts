/** How many versions a demo may have. The smallest has those of the stories, which are a few more. */
export const seedSizes = [60, 10_000, 100_000] as const
export type SeedSize = (typeof seedSizes)[number]
