import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../platform/errors.ts'
import { ATTACHMENT_MAX_BYTES, formatOf, prepareFile } from './content.ts'

const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#a33' } })
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (e: unknown) => e,
  )
  if (error instanceof AppError) return error.code
  throw error ?? new Error('it was taken')
}

describe('a file', () => {
  it('is what its first bytes say, whatever it is called', async () => {
    expect(formatOf(await picture(2, 2).png().toBuffer())).toBe('png')
    expect(formatOf(await picture(2, 2).webp().toBuffer())).toBe('webp')
    expect(formatOf(await picture(2, 2).jpeg().toBuffer())).toBe('jpeg')
    expect(formatOf(pdf)).toBe('pdf')
    expect(formatOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeNull()
    expect(formatOf(Buffer.from('GIF89a'))).toBeNull()
    expect(formatOf(Buffer.alloc(0))).toBeNull()
  })

  it('that is a picture is drawn anew: upright, bounded, without place or camera', async () => {
    const taken = await picture(3000, 1500)
      .withExif({ IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '31/1 14/1 0/1' } })
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer()
    expect((await sharp(taken).metadata()).exif).toBeDefined()
    const kept = await prepareFile(taken)
    expect([kept.mediaType, kept.width, kept.height]).toEqual(['image/jpeg', 1200, 2400])
    const seen = await sharp(kept.content).metadata()
    expect([seen.exif, seen.orientation, seen.format]).toEqual([undefined, undefined, 'jpeg'])
  })

  it('loses what is hidden behind the picture', async () => {
    const kept = await prepareFile(Buffer.concat([await picture(4, 4).jpeg().toBuffer(), Buffer.from('<script>')]))
    expect(kept.content.includes('<script>')).toBe(false)
  })

  it('that would unfold beyond bounds, or is too long, is refused before it is opened', async () => {
    const bomb = await picture(8000, 8000).png({ compressionLevel: 9 }).toBuffer()
    expect(bomb.length).toBeLessThan(1_000_000)
    expect(await refusal(prepareFile(bomb))).toBe('attachment_too_large')
    expect(await refusal(prepareFile(Buffer.alloc(ATTACHMENT_MAX_BYTES + 1)))).toBe('attachment_too_large')
  })

  it('that is broken, or not of an accepted kind, is refused', async () => {
    const whole = await picture(400, 400).jpeg().toBuffer()
    expect(await refusal(prepareFile(whole.subarray(0, 200)))).toBe('attachment_unreadable')
    expect(await refusal(prepareFile(Buffer.from('%PDF-1.4 and nothing')))).toBe('attachment_unreadable')
    expect(await refusal(prepareFile(pdf, { accept: ['image'] }))).toBe('attachment_unreadable')
    expect((await prepareFile(pdf)).content).toEqual(pdf)
  })
})
