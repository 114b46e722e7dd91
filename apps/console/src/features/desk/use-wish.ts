import { useEffect, useState } from 'react'

/** A press while the answer it is meant for is on its way is kept until that is there. */
export function useWish(isReady: boolean, act: () => void): () => void {
  const [wish, setWish] = useState(false)
  useEffect(() => {
    if (!wish || !isReady) return
    setWish(false)
    act()
  })
  return () => setWish(true)
}
