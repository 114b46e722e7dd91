import { problem } from '../../platform/errors.ts'

export const AttachmentTooLarge = problem('attachment_too_large', 413, 'A file may have at most 8 MB, a picture at most 50 million pixels')
export const AttachmentUnreadable = problem('attachment_unreadable', 422, 'Only pictures (JPEG, PNG, WebP) and PDF files are taken')
