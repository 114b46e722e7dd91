import { createPortal } from 'react-dom'
import styles from './page-body.module.css'

/**
 * The document the printer gets, as a picture; printed alone by the style sheet. As an image the drawing cannot run anything,
 * whatever a name on it contains.
 */
export function ReceiptPaper({ title, svg }: { title: string; svg: string }) {
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  return (
    <>
      <div className={styles.paper}>
        <img src={source} alt={title} />
      </div>
      {createPortal(<img className={styles.printOnly} src={source} alt="" />, document.body)}
    </>
  )
}
