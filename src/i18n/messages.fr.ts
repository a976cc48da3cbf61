import activityMessages from './activity-messages.fr.json'
import batchMessages from './batch-messages.fr.json'
import changeMessages from './change-messages.fr.json'
import deliveryMessages from './delivery-messages.fr.json'
import dialogMessages from './dialog-messages.fr.json'
import filterMessages from './filter-messages.fr.json'
import journeyMessages from './journey-messages.fr.json'
import listMessages from './list-messages.fr.json'
import messages from './messages.fr.json'
import overviewMessages from './overview-messages.fr.json'
import paletteMessages from './palette-messages.fr.json'
import personMessages from './person-messages.fr.json'
import viewMessages from './view-messages.fr.json'

/** All sentences in French, loaded in one piece. */
export const french = {
  ...messages,
  ...activityMessages,
  ...batchMessages,
  ...changeMessages,
  ...deliveryMessages,
  ...dialogMessages,
  ...filterMessages,
  ...journeyMessages,
  ...listMessages,
  ...overviewMessages,
  ...paletteMessages,
  ...personMessages,
  ...viewMessages,
}
