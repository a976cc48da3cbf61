import { addMessages } from './language.ts'
import en from './view-messages.en.json'

addMessages(en)
