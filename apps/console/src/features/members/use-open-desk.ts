import { useNavigate } from '@tanstack/react-router'
import { uuidv7 } from '../../lib/ids.ts'
import { recallDesk, rememberDesk } from '../desk/desk-memory.ts'

/** Opens the desk with this member on the bill. A bill of somebody else that is under way is left alone. */
export function useOpenDesk(memberId: string): { open: () => void; isTaken: boolean } {
  const navigate = useNavigate()
  const desk = recallDesk(uuidv7)
  const isTaken = desk.lines.length > 0 && desk.memberId !== memberId
  return {
    isTaken,
    open: () => {
      if (!isTaken) rememberDesk({ ...desk, memberId })
      void navigate({ to: '/desk' })
    },
  }
}
