import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import Button from 'antd/es/button'
import Input from 'antd/es/input'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './member-file.module.css'
import { type BandDraft, MOST, movedUp, newAnswer, newBand, newQuestion, type QuestionDraft } from './template-draft.ts'

/** What is wrong with a field of the questionnaire, in words. */
export type Says = (path: string) => string | undefined

interface CellProps {
  label: string
  value: string
  wrong: string | undefined
  onChange: (value: string) => void
  maxLength: number
  placeholder?: string
  /** A number, with its unit. */
  unit?: string
  autoFocus?: boolean
}

/** An input in a row of others: named, but without a label of its own above it. */
function Cell({ wrong, unit, label, onChange, ...input }: CellProps) {
  return (
    <span className={unit === undefined ? styles.cellWide : styles.cellNumber}>
      <Input
        {...input}
        {...(unit === undefined ? {} : { inputMode: 'numeric', suffix: unit })}
        aria-label={label}
        aria-invalid={wrong !== undefined}
        title={wrong}
        autoComplete="off"
        {...(wrong === undefined ? {} : { status: 'error' })}
        onChange={(e) => onChange(unit === undefined ? e.target.value : e.target.value.replace(/\D/g, ''))}
      />
      {wrong && (
        <span className={styles.wrong} role="alert">
          {wrong}
        </span>
      )}
    </span>
  )
}

/** A row of `rows` changed in part. */
const changed = <Row extends { key: string }>(rows: readonly Row[], key: string, part: Partial<Row>): Row[] =>
  rows.map((row) => (row.key === key ? { ...row, ...part } : row))

interface RowsProps<Row> {
  rows: readonly Row[]
  says: Says
  onChange: (rows: Row[]) => void
}

/** One more row at the end; `added` is the last that came so, for the cursor. */
function useAdding<Row extends { key: string }>(
  rows: readonly Row[],
  make: (rows: readonly Row[]) => Row,
  onChange: (rows: Row[]) => void,
) {
  const [added, setAdded] = useState<string>()
  const add = () => {
    const row = make(rows)
    setAdded(row.key)
    onChange([...rows, row])
  }
  return { added, add }
}

/** What is asked, one question under the other. */
export function QuestionRows({ rows, says, onChange }: RowsProps<QuestionDraft>) {
  const { t } = useTranslation('memberfile')
  const { added, add } = useAdding(rows, newQuestion, onChange)
  return (
    <>
      {rows.map((question, index) => {
        const title = t('templates.question', { number: index + 1 })
        return (
          <fieldset key={question.key} className={styles.card}>
            <legend className="yb-visually-hidden">{title}</legend>
            <div className={styles.cardHead}>
              <strong aria-hidden="true">{title}</strong>
              <span className={styles.rowEnd}>
                {index > 0 && (
                  <Button
                    type="text"
                    icon={<ArrowUpOutlined />}
                    aria-label={t('templates.moveUp', { number: index + 1 })}
                    onClick={() => onChange(movedUp(rows, index))}
                  />
                )}
                {rows.length > 1 && (
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('templates.removeQuestion', { number: index + 1 })}
                    onClick={() => onChange(rows.filter((q) => q.key !== question.key))}
                  />
                )}
              </span>
            </div>
            <Cell
              label={title}
              value={question.label}
              wrong={says(question.key)}
              maxLength={60}
              placeholder={t('templates.questionHint')}
              autoFocus={question.key === added}
              onChange={(label) => onChange(changed(rows, question.key, { label }))}
            />
            <AnswerRows
              title={title}
              rows={question.answers}
              says={(path) => says(`${question.key}.${path}`)}
              onChange={(answers) => onChange(changed(rows, question.key, { answers }))}
            />
          </fieldset>
        )
      })}
      {rows.length < MOST.questions && (
        <Button type="dashed" icon={<PlusOutlined />} onClick={add}>
          {t('templates.addQuestion')}
        </Button>
      )}
    </>
  )
}

function AnswerRows({ title, rows, says, onChange }: RowsProps<QuestionDraft['answers'][number]> & { title: string }) {
  const { t } = useTranslation('memberfile')
  const { added, add } = useAdding(rows, newAnswer, onChange)
  return (
    <>
      {rows.map((answer, index) => {
        const name = `${title} · ${t('templates.answer', { number: index + 1 })}`
        return (
          <div key={answer.key} className={styles.cells}>
            <Cell
              label={name}
              value={answer.label}
              wrong={says(answer.key)}
              maxLength={60}
              placeholder={t('templates.answer', { number: index + 1 })}
              autoFocus={answer.key === added}
              onChange={(label) => onChange(changed(rows, answer.key, { label }))}
            />
            <Cell
              label={`${name} · ${t('templates.score')}`}
              value={answer.score}
              wrong={says(`${answer.key}.score`)}
              maxLength={3}
              unit={t('templates.score')}
              onChange={(score) => onChange(changed(rows, answer.key, { score }))}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={`${name} · ${t('templates.remove')}`}
              disabled={rows.length <= 2}
              onClick={() => onChange(rows.filter((a) => a.key !== answer.key))}
            />
          </div>
        )
      })}
      {rows.length < MOST.answers && (
        <Button className={styles.addRow} type="link" size="small" icon={<PlusOutlined />} onClick={add}>
          {t('templates.addAnswer')}
        </Button>
      )}
    </>
  )
}

/** What a score means, from the lowest up. */
export function BandRows({ rows, says, onChange }: RowsProps<BandDraft>) {
  const { t } = useTranslation('memberfile')
  return (
    <>
      {rows.map((band, index) => {
        const name = t('templates.band', { number: index + 1 })
        return (
          <div key={band.key} className={styles.card}>
            <div className={styles.cells}>
              <Cell
                label={`${name} · ${t('templates.from')}`}
                value={band.from}
                wrong={says(`${band.key}.from`)}
                maxLength={4}
                unit={t('templates.from')}
                onChange={(from) => onChange(changed(rows, band.key, { from }))}
              />
              <Cell
                label={`${name} · ${t('templates.result')}`}
                value={band.label}
                wrong={says(band.key)}
                maxLength={60}
                placeholder={t('templates.resultHint')}
                onChange={(label) => onChange(changed(rows, band.key, { label }))}
              />
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={`${name} · ${t('templates.remove')}`}
                disabled={rows.length === 1}
                onClick={() => onChange(rows.filter((b) => b.key !== band.key))}
              />
            </div>
            <Input.TextArea
              aria-label={`${name} · ${t('templates.advice')}`}
              value={band.advice}
              maxLength={300}
              placeholder={t('templates.adviceHint')}
              autoSize={{ minRows: 1, maxRows: 6 }}
              onChange={(e) => onChange(changed(rows, band.key, { advice: e.target.value }))}
            />
          </div>
        )
      })}
      {rows.length < MOST.bands && (
        <Button type="dashed" icon={<PlusOutlined />} onClick={() => onChange([...rows, newBand(rows)])}>
          {t('templates.addBand')}
        </Button>
      )}
    </>
  )
}
