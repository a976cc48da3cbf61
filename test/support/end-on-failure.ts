import { configureGlobal } from 'fast-check'

// For mutation testing: that a property fails is enough, its smallest counterexample is not needed.
configureGlobal({ endOnFailure: true })
