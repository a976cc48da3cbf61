/** What is shown of a version: the panel of the tab that is chosen. */
export const findVisibleTabPanel = (): HTMLElement | null => document.querySelector('[role=tabpanel]:not([hidden])')
