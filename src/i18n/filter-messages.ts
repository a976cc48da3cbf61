import { addMessages } from './language.ts'
import en from './filter-messages.en.json'

addMessages(en)
