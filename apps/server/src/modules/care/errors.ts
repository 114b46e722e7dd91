import { problem } from '../../platform/errors.ts'

export const AnswersUnfit = problem('answers_unfit', 422, 'Every question of the assessment takes one of its answers')
export const TemplateUnfit = problem('template_unfit', 422, 'The questions, answers or bands of the template do not fit together')
export const AssessmentUnfit = problem('assessment_unfit', 422, 'There is no such assessment of this member')
export const CareItemUnfit = problem('care_item_unfit', 422, 'A step names something that is not on sale')
export const CareStepEnded = problem('care_step_ended', 409, 'This step is done or was left out already')
