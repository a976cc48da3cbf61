/** Weighted keys of a random walk: each is repeated by its weight. The prefix `Shift+` means pressed with Shift. */
export const randomWalkKeys = (
  'Tab Tab Tab Tab Tab Tab Shift+Tab Shift+Tab Shift+Tab ArrowDown ArrowDown ArrowUp ArrowRight ArrowLeft Home End ' +
  'Enter Enter Enter Enter Space Space Escape Escape / e s c'
).split(' ')
