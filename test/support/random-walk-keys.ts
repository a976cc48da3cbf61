/** The keys of a random walk, each as often as it is likely; `Shift+` stands before one that is pressed with Shift. */
export const randomWalkKeys = (
  'Tab Tab Tab Tab Tab Tab Shift+Tab Shift+Tab Shift+Tab ArrowDown ArrowDown ArrowUp ArrowRight ArrowLeft Home End ' +
  'Enter Enter Enter Enter Space Space Escape Escape / e s c'
).split(' ')
