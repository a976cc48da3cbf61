import { addMessages } from './language.ts'
import en from './batch-messages.en.json'

addMessages(en)
