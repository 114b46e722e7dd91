/** Care: what was found about skin and scalp, and what is planned for it. */
export { assess, forgetPictures, seedTemplates } from './assess.ts'
export { planCare } from './plan-care.ts'
export { listTemplates } from './queries.ts'
