import { PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import Button from 'antd/es/button'
import { useTranslation } from 'react-i18next'
import { PageBody } from '../../components/page-body.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QueryProblem } from '../../components/query-problem.tsx'
import { PageSkeleton } from '../../components/skeletons.tsx'
import { grouped } from './card-item.tsx'
import styles from './cards.module.css'
import { cardFaceQuery } from './queries.ts'

/** A card as it is printed: its number and its QR, in the size of a bank card. */
export function CardPage() {
  const { t } = useTranslation('cards')
  const { cardId } = useParams({ from: '/shell/cards/$cardId' })
  const face = useQuery(cardFaceQuery(cardId))
  if (face.isPending) return <PageSkeleton />
  if (!face.data) {
    return (
      <PageBody width="narrow">
        <QueryProblem query={face} />
      </PageBody>
    )
  }
  const picture = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(face.data.svg)}`
  return (
    <>
      <PageHeader title={t('face.title', { number: grouped(face.data.number) })} about={t('face.about')}>
        <Button type="primary" icon={<PrinterOutlined aria-hidden="true" />} onClick={() => window.print()}>
          {t('face.print')}
        </Button>
      </PageHeader>
      <PageBody width="narrow">
        <img className={styles.face} src={picture} alt={t('face.alt', { number: face.data.number })} />
        <p className={styles.soft}>{t('face.note')}</p>
      </PageBody>
    </>
  )
}
