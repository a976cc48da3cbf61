import { addMessages } from './language.ts'
import en from './address-messages.en.json'

addMessages(en)
