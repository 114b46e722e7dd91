import { problem } from '../../platform/errors.ts'

export const ReportTooLarge = problem('report_too_large', 422, 'That is more rows than a report holds; choose fewer days or one store')
