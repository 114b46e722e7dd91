/**
 * What a file is, judged by its content and never by its name or declared type. Pictures are decoded and written anew: whatever else the
 * file carried (place, camera, a second format) is gone, and a picture that would unfold beyond bounds is refused before it does.
 */
import { createHash } from 'node:crypto'
import { AttachmentTooLarge, AttachmentUnreadable } from './errors.ts'

export const ATTACHMENT_MAX_BYTES = 8 * 1024 * 1024
const MAX_PIXELS = 50_000_000
const LONGEST_EDGE = 2_400
const JPEG_QUALITY = 84

/** A file fit to be kept. */
export interface PreparedFile {
  mediaType: 'image/jpeg' | 'application/pdf'
  content: Buffer
  width: number | null
  height: number | null
  sha256: Buffer
}

type Format = 'jpeg' | 'png' | 'webp' | 'pdf'

/** The format that the first bytes speak of, or null. */
export function formatOf(bytes: Buffer): Format | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg'
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png'
  if (bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP') return 'webp'
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-' && bytes.subarray(-1_024).includes('%%EOF')) return 'pdf'
  return null
}

export interface FileOptions {
  accept?: readonly ('image' | 'pdf')[]
  /** How long the longer side of a picture may be. */
  edge?: number
  /** Cut to a square around what draws the eye. */
  isSquare?: boolean
}

/**
 * Checks and cleans a file. Work for before the transaction.
 * @throws AttachmentTooLarge, AttachmentUnreadable
 */
export async function prepareFile(bytes: Buffer, options: FileOptions = {}): Promise<PreparedFile> {
  const accept = options.accept ?? ['image', 'pdf']
  if (bytes.length > ATTACHMENT_MAX_BYTES) throw new AttachmentTooLarge({ bytes: bytes.length, limit: ATTACHMENT_MAX_BYTES })
  const format = formatOf(bytes)
  if (format === null || !accept.includes(format === 'pdf' ? 'pdf' : 'image')) throw new AttachmentUnreadable({})
  if (format === 'pdf') return { mediaType: 'application/pdf', content: bytes, width: null, height: null, sha256: digest(bytes) }
  return redraw(bytes, options)
}

/** The picture alone, upright, at most 2400 pixels long unless told, as JPEG on white. */
async function redraw(bytes: Buffer, { edge = LONGEST_EDGE, isSquare = false }: FileOptions): Promise<PreparedFile> {
  // Loaded when the first picture comes: it is a large library, and most starts never need it.
  const { default: sharp } = await import('sharp')
  const open = () => sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', animated: false })
  const { width, height } = await open()
    .metadata()
    .catch((error: unknown) => {
      throw /pixel limit/i.test(String(error)) ? new AttachmentTooLarge({ pixels: MAX_PIXELS }) : new AttachmentUnreadable({})
    })
  if (width * height > MAX_PIXELS) throw new AttachmentTooLarge({ pixels: width * height, limit: MAX_PIXELS })
  const drawn = await open()
    .autoOrient()
    .resize({ width: edge, height: edge, fit: isSquare ? 'cover' : 'inside', position: 'attention', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw new AttachmentUnreadable({})
    })
  return {
    mediaType: 'image/jpeg',
    content: drawn.data,
    width: drawn.info.width,
    height: drawn.info.height,
    sha256: digest(drawn.data),
  }
}

function digest(content: Buffer): Buffer {
  return createHash('sha256').update(content).digest()
}
