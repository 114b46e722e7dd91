import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import Button from 'antd/es/button'
import Segmented from 'antd/es/segmented'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Section } from '../../components/page-body.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { ReceiptPaper } from '../../components/receipt-paper.tsx'
import { Bones } from '../../components/skeletons.tsx'
import { PrintButton } from '../printing/print-button.tsx'
import { A4Sheet } from './a4-sheet.tsx'
import styles from './prepaid-refunds.module.css'
import { paperQuery, type Request } from './queries.ts'

type Form = 'receipt' | 'a4'

/** The worksheet on paper: a strip from the till's printer, or a page to sign and file. */
export function Papers({ request }: { request: Request }) {
  const { t } = useTranslation('prepaid')
  const [form, setForm] = useState<Form>('receipt')
  return (
    <Section title={t('paper.title')}>
      <div className={styles.paperChoice}>
        <Segmented<Form>
          value={form}
          onChange={setForm}
          options={[
            { value: 'receipt', label: t('paper.receipt') },
            { value: 'a4', label: t('paper.a4') },
          ]}
        />
        {form === 'receipt' ? (
          <PrintButton storeId={request.storeId} source={{ kind: 'prepaid_refund', id: request.id }} />
        ) : (
          <Button icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
            {t('paper.print')}
          </Button>
        )}
      </div>
      {form === 'receipt' ? <Strip request={request} /> : <Page request={request} />}
    </Section>
  )
}

function Strip({ request }: { request: Request }) {
  const paper = useQuery(paperQuery(request.id, request.state))
  if (paper.isPending) return <Bones heights={[320]} />
  if (!paper.data) return <QueryProblem query={paper} />
  return <ReceiptPaper {...paper.data} />
}

function Page({ request }: { request: Request }) {
  return (
    <>
      <div className={styles.a4Preview}>
        <A4Sheet request={request} />
      </div>
      {createPortal(
        <div className={styles.a4Print} aria-hidden="true">
          <A4Sheet request={request} />
        </div>,
        document.body,
      )}
    </>
  )
}
