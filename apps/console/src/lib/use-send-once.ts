import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { uuidv7 } from './ids.ts'

/**
 * Sends a write that moves money. A second press while the first is under way does nothing; the same content pressed again after
 * a dead line carries the same Idempotency-Key, so the server answers with what it did the first time.
 */
export function useSendOnce<Body, Answer>(
  send: (body: Body, key: string) => Promise<Answer>,
  onSuccess: (answer: Answer) => void,
): { mutation: UseMutationResult<Answer, unknown, Body>; submit: (body: Body) => void } {
  const last = useRef<{ content: string; key: string } | null>(null)
  const isBusy = useRef(false)
  const mutation = useMutation<Answer, unknown, Body>({
    mutationFn: (body) => {
      const content = JSON.stringify(body)
      if (last.current?.content !== content) last.current = { content, key: uuidv7() }
      return send(body, last.current.key)
    },
    onSuccess,
    onSettled: () => {
      isBusy.current = false
    },
  })
  const { mutate } = mutation
  const submit = useCallback(
    (body: Body) => {
      if (isBusy.current) return
      isBusy.current = true
      mutate(body)
    },
    [mutate],
  )
  return { mutation, submit }
}
