import { addMessages } from './language.ts'
import en from './list-messages.en.json'

addMessages(en)
