/** The two questionnaires a shop begins with. They are data: every shop changes them as it likes. */
import type { NewTemplate } from './schemas.ts'

type Line = [key: string, label: string, ...answers: [string, number][]]

function questionsOf(lines: readonly Line[]): NewTemplate['questions'] {
  return lines.map(([key, label, ...answers]) => ({
    key,
    label,
    answers: answers.map(([answer, score], index) => ({ key: `a${index + 1}`, label: answer, score })),
  }))
}

export const DEFAULT_TEMPLATES: readonly NewTemplate[] = [
  {
    key: 'scalp',
    name: '头皮检测',
    questions: questionsOf([
      ['oil', '洗后多久出油', ['两天以上', 0], ['一天左右', 1], ['当天', 3]],
      ['flakes', '头屑', ['没有', 0], ['偶尔', 1], ['经常，看得见', 3]],
      ['itch', '瘙痒', ['没有', 0], ['出汗或换季时', 1], ['经常', 3]],
      ['redness', '发红、刺痛', ['没有', 0], ['轻微', 2], ['明显', 4]],
      ['loss', '掉发（每次洗头）', ['几根', 0], ['一小团', 2], ['一大把', 4]],
      ['chemical', '近半年烫染次数', ['没有', 0], ['一两次', 1], ['三次以上', 2]],
    ]),
    bands: [
      { fromScore: 0, label: '健康', advice: '保持日常清洁，每季做一次头皮养护。' },
      { fromScore: 5, label: '需要护理', advice: '两周一次头皮清洁与养护，烫染前先做皮试。' },
      { fromScore: 11, label: '敏感或失衡', advice: '暂缓烫染，一周一次舒缓护理；发红刺痛持续请就医。' },
    ],
    isActive: true,
  },
  {
    key: 'skin',
    name: '面部肤质检测',
    questions: questionsOf([
      ['type', '洁面后半小时的感觉', ['舒适', 0], ['T 区出油', 1], ['整脸出油或紧绷', 2]],
      ['sensitive', '换季或用新产品时', ['没有反应', 0], ['微红', 2], ['发红、刺痛、起疹', 4]],
      ['acne', '痘痘与粉刺', ['没有', 0], ['零星', 1], ['较多', 3]],
      ['spots', '色斑与痘印', ['不明显', 0], ['局部', 1], ['明显', 2]],
      ['lines', '细纹与松弛', ['不明显', 0], ['表情纹', 1], ['静态纹', 2]],
      ['sun', '防晒习惯', ['每天', 0], ['偶尔', 1], ['几乎不', 2]],
    ]),
    bands: [
      { fromScore: 0, label: '状态良好', advice: '清洁、保湿、防晒，每月一次基础护理。' },
      { fromScore: 4, label: '需要调理', advice: '按主要问题选择补水或控油护理，两周一次。' },
      { fromScore: 9, label: '敏感需修护', advice: '先修护屏障，停用刺激性产品；症状持续请就医。' },
    ],
    isActive: true,
  },
]
