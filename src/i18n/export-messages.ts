import { addMessages } from './language.ts'
import en from './export-messages.en.json'

addMessages(en)
