import { addMessages } from './language.ts'
import en from './change-messages.en.json'

addMessages(en)
