import { addMessages } from './language.ts'
import en from './overview-messages.en.json'

addMessages(en)
