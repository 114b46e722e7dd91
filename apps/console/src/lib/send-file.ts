import { Problem, problemOf } from '@yunbin/api-client'

/** Sends a file as the body itself, which the typed client, all JSON, does not. A refusal is thrown as a `Problem` like any other. */
export async function sendFile(url: string, file: File): Promise<void> {
  const answered = await fetch(url, { method: 'POST', headers: { 'Content-Type': file.type }, body: file }).catch(() => {
    throw new Problem('network', 0, 'No answer from the server')
  })
  if (!answered.ok) throw await problemOf(answered)
}
