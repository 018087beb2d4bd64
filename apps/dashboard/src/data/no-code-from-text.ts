import { config } from 'zod'

// The page may not make code of text, which its content security policy forbids. Schemas ask when they are made: this comes before them.
config({ jitless: true })
