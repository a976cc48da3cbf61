import { addMessages } from './language.ts'
import en from './palette-messages.en.json'

addMessages(en)
