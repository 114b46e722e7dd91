import { useNavigate } from '@tanstack/react-router'
import { uuidv7 } from '../../lib/ids.ts'
import { deskReducer, newDesk } from '../desk/cart.ts'
import { recallDesk, rememberDesk } from '../desk/desk-memory.ts'
import type { Account } from './queries.ts'

/** Opens the desk with a line that pays this account's debts. A bill of somebody else that is under way is left alone. */
export function useSettle(account: Pick<Account, 'id' | 'kind'>): {
  settle: (amountFen: number, debtId?: string) => void
  isTaken: boolean
} {
  const navigate = useNavigate()
  const desk = recallDesk(uuidv7)
  const isOwn = desk.lines.some((line) => line.accountId === account.id)
  return {
    isTaken: desk.lines.length > 0 && !isOwn,
    settle: (amountFen, debtId) => {
      const memberId = account.kind === 'member' ? account.id : null
      rememberDesk(deskReducer(isOwn ? desk : newDesk(uuidv7()), { type: 'settle', accountId: account.id, debtId, amountFen, memberId }))
      void navigate({ to: '/desk' })
    },
  }
}
