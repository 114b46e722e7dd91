import { createLink } from '@tanstack/react-router'
import Button from 'antd/es/button'
import type { ComponentProps } from 'react'

interface Props extends Omit<ComponentProps<typeof Button>, 'type'> {
  /** The one act of the view; a `type` would be taken for the link's own. */
  isPrimary?: boolean
}

/** A button that leads to another page: a real link, so that it opens in a new tab too, and one stop of the tab key. */
export const LinkButton = createLink(({ isPrimary = false, ...props }: Props) => (
  <Button {...props} type={isPrimary ? 'primary' : 'default'} />
))
