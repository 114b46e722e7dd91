import { QuestionCircleOutlined } from '@ant-design/icons'
import Popover from 'antd/es/popover'
import type { ReactNode } from 'react'
import styles from './states.module.css'

/** A `?` beside a hard word; what it means opens by a press, so that it works on a touch screen too. */
export function Hint({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Popover trigger={['click']} content={<div className={styles.hintText}>{children}</div>}>
      <button type="button" className={styles.hintButton} aria-label={label} title={label} onClick={(event) => event.stopPropagation()}>
        <QuestionCircleOutlined aria-hidden="true" />
      </button>
    </Popover>
  )
}
