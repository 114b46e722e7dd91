import { useEffect, useState } from 'react'

/** The value once it has stood still for a moment. Compared as text, so that an equal object made anew is no change. */
export function useDebounced<Value>(value: Value, ms = 250): Value {
  const [settled, setSettled] = useState(value)
  const content = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(content) as Value), ms)
    return () => clearTimeout(timer)
  }, [content, ms])
  return settled
}
