/** The visible panel: that of the selected tab. */
export const findVisibleTabPanel = (): HTMLElement | null => document.querySelector('[role=tabpanel]:not([hidden])')
