import { createLink } from '@tanstack/react-router'
import Button from 'antd/es/button'
import type { ComponentProps } from 'react'

/** A button that leads to another page: a real link, so that it opens in a new tab too, and one stop of the tab key. */
export const LinkButton = createLink((props: ComponentProps<typeof Button>) => <Button {...props} />)
