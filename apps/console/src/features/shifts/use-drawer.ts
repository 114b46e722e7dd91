import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../lib/schema.ts'
import { useCan } from '../session/session-context.tsx'
import { tillsQuery } from './queries.ts'

export type Till = Schema<'Till'>

const remembered = (storeId: string) => `yunbin.till.${storeId}`

/** Which of the store's tills this device stands at: remembered on it, else the first. Before the store's first sale there is none. */
export function useDrawer(storeId: string) {
  const mayRead = useCan('read', 'Shift')
  const tills = useQuery({ ...tillsQuery(storeId), enabled: mayRead && storeId !== '' })
  const [chosenId, setChosenId] = useState(() => localStorage.getItem(remembered(storeId)))
  return useMemo(() => {
    const active = (tills.data?.items ?? []).filter((till) => till.isActive)
    const till = active.find((t) => t.id === chosenId) ?? active[0] ?? null
    const chooseTill = (tillId: string) => {
      localStorage.setItem(remembered(storeId), tillId)
      setChosenId(tillId)
    }
    return { tills, active, till, tillId: till?.id ?? null, chooseTill }
  }, [tills, chosenId, storeId])
}

export function useTillName(): (till: { ordinal: number; name: string }) => string {
  const { t } = useTranslation('shifts')
  return ({ ordinal, name }) => (name === '' ? t('till.numbered', { number: ordinal }) : t('till.named', { number: ordinal, name }))
}
