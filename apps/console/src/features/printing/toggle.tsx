import Switch from 'antd/es/switch'
import { useId } from 'react'
import styles from './printing.module.css'

/** A switch with its words beside it; both turn it. */
export function Toggle({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  const id = useId()
  return (
    <div className={styles.switch}>
      <Switch id={id} checked={isOn} onChange={onChange} />
      <label htmlFor={id}>{label}</label>
    </div>
  )
}
