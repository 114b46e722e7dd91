import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../lib/schema.ts'
import { catalogQuery } from '../desk/queries.ts'
import { passesFor, upgradable } from './upgrade.ts'
import { UpgradeDialog } from './upgrade-dialog.tsx'

/** Shown where the store sells a pass that covers one of today's visits. */
export function UpgradeButton({ ticket }: { ticket: Schema<'Ticket'> }) {
  const { t } = useTranslation('tickets')
  const [isOpen, setOpen] = useState(false)
  const visits = upgradable(ticket)
  const catalog = useQuery({ ...catalogQuery(ticket.storeId), enabled: visits.length > 0 })
  const items = catalog.data?.items ?? []
  const lines = visits.filter((line) => passesFor(line, items).length > 0)
  if (lines.length === 0) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('upgrade.button')}</Button>
      {isOpen && <UpgradeDialog ticket={ticket} lines={lines} items={items} onClose={() => setOpen(false)} />}
    </>
  )
}
