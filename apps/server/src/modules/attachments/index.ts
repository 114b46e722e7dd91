/** Attachments: files beside something another room keeps, sealed at rest. The room that owns that thing makes the routes. */
export { ATTACHMENT_MAX_BYTES, type PreparedFile, prepareFile } from './content.ts'
export { deleteAttachments, deleteAttachmentsOf } from './delete-attachments.ts'
export { AttachmentTooLarge, AttachmentUnreadable } from './errors.ts'
export { type AttachmentInfo, type AttachmentOwner, listAttachments, readAttachment } from './queries.ts'
export { attachmentSchema } from './schemas.ts'
export { storeAttachment } from './store-attachment.ts'
