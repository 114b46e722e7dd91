import { api } from '../../lib/api.ts'

/** What a camera or a gallery may give; phones turn their own formats into one of these. */
export const PICTURE_TYPES = 'image/jpeg,image/png,image/webp'

/** A picture as the body itself. The description of the API has no shape for such a body, the client sends what it is given. */
const asItIs = (file: File) => ({
  body: file as never,
  bodySerializer: (body: unknown) => body as BodyInit,
  headers: { 'Content-Type': file.type || 'image/jpeg' },
})

export function sendPhoto(memberId: string, file: File) {
  return api.PUT('/api/members/{memberId}/photo', { params: { path: { memberId } }, ...asItIs(file) })
}

export function sendPicture(memberId: string, assessmentId: string, moment: 'before' | 'after', file: File) {
  return api.PUT('/api/members/{memberId}/assessments/{assessmentId}/photos/{moment}', {
    params: { path: { memberId, assessmentId, moment } },
    ...asItIs(file),
  })
}
