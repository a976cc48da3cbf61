import { addMessages } from './language.ts'
import en from './journey-messages.en.json'

addMessages(en)
