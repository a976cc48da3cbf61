import { configureGlobal } from 'fast-check'

// Mutation testing: the failure of a property is enough, so skip shrinking to the smallest counterexample.
configureGlobal({ endOnFailure: true })
