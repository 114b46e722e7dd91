import { z } from 'zod'

/** What is told of a file without opening it. */
export const attachmentSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    mediaType: z.string(),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    bytes: z.number().int(),
    sha256: z.string(),
    createdAt: z.string(),
  })
  .meta({ id: 'Attachment' })
