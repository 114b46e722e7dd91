import { problem } from '../../platform/errors.ts'

export const ConsentMissing = problem('consent_missing', 422, 'The member has not consented to this')
export const ConsentTextOutdated = problem('consent_text_outdated', 409, 'A newer text of this consent was published; show that one')
