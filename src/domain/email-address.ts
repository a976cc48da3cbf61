/** The attribute of a person that says where e-mails go. */
export const addressAttribute = 'email'

/** One address, without a name, comments or quotes: nothing in it can end a header or a command of SMTP, or add a second recipient. */
const plainAddress =
  /^(?!\.)(?!.*\.\.)[\w.!#$%&'*+/=?^`{|}~-]{1,64}(?<!\.)@(?=.{1,189}$)[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i

/** Whether a text is one plain e-mail address. */
export const isEmailAddress = (text: string): boolean => plainAddress.test(text)
