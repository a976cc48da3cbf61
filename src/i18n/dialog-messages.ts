import { addMessages } from './language.ts'
import en from './dialog-messages.en.json'

addMessages(en)
