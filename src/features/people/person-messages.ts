import { addMessages } from '#i18n/language.ts'
import en from '#i18n/person-messages.en.json'

addMessages(en)
