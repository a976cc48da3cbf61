import { addMessages } from './language.ts'
import en from './activity-messages.en.json'

addMessages(en)
