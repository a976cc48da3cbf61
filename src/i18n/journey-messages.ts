import { addMessages } from './language.ts'
import en from './journey-messages.en.json'
import fr from './journey-messages.fr.json'

addMessages({ en, fr })
