/** Spreadsheets are packed in a thread of their own, so that a large one keeps no till waiting. */
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Sheet } from './sheet.ts'

export function xlsxOf(sheet: Sheet): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(path.join(import.meta.dirname, 'sheet-worker.ts'), { workerData: sheet })
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)))
    worker.once('error', reject)
    worker.once('exit', (code) => {
      if (code !== 0) reject(new Error(`the thread that packs spreadsheets ended with ${code}`))
    })
  })
}
