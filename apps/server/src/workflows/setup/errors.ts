import { problem } from '../../platform/errors.ts'

export const SetupDone = problem('setup_done', 409, 'There is a brand here already')
export const SetupCodeWrong = problem(
  'setup_code_wrong',
  403,
  'From another machine the code shown in the terminal of the server is needed',
)
export const SlugTaken = problem('brand_slug_taken', 409, 'Another brand has this short name')
