import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatFen } from '../../lib/money.ts'
import { levelsQuery } from '../members/queries.ts'
import { useWorkplace } from '../session/session-context.tsx'
import type { Condition } from './rule-draft.ts'

/** Says a condition as one would tell a colleague. */
export function useConditionWords(): (condition: Condition) => string {
  const { t } = useTranslation('memberfile')
  const { session } = useWorkplace()
  const levels = useQuery(levelsQuery)
  const list = (names: readonly (string | undefined)[]) => names.filter(Boolean).join(t('listComma'))
  return (c) => {
    switch (c.fact) {
      case 'visits':
        return t(`rules.words.visits.${c.op}`, { days: c.days, count: c.value })
      case 'spend':
        return t(`rules.words.spend.${c.op}`, { days: c.days, amount: formatFen(c.valueFen) })
      case 'last_visit':
      case 'joined':
        return t(`rules.words.${c.fact}.${c.op}`, { days: c.days })
      case 'balance':
        return t(`rules.words.balance.${c.op}`, { amount: formatFen(c.valueFen) })
      case 'birthday':
      case 'pass_expiring':
        return t(`rules.words.${c.fact}`, { days: c.days })
      case 'level':
        return t('rules.words.level', { names: list(c.levelIds.map((id) => levels.data?.items.find((l) => l.id === id)?.name)) })
      case 'store':
        return t('rules.words.store', { names: list(c.storeIds.map((id) => session.stores.find((s) => s.id === id)?.name)) })
    }
  }
}
