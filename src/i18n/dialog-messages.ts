import { addMessages } from './language.ts'
import en from './dialog-messages.en.json'
import fr from './dialog-messages.fr.json'

addMessages({ en, fr })
