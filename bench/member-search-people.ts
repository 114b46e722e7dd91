/**
 * Invented members in any number whose names are as common as in China, so that common searches have long lists behind them. Surnames
 * weigh what they do among the people (per mille, rounded, by the census figures of the Ministry of Public Security, 2007); given names
 * are drawn so that the most common of all, like 张伟, make up some two or three in ten thousand.
 */
import type { Chance } from '../apps/server/src/demo/random.ts'

/** Surnames of the same weight stand together: hundredths of a per cent, then the names. */
const SURNAME_WEIGHTS: readonly [number, string][] = [
  [725, '王'],
  [719, '李'],
  [683, '张'],
  [538, '刘'],
  [453, '陈'],
  [308, '杨'],
  [229, '赵'],
  [223, '黄'],
  [212, '周'],
  [205, '吴'],
  [167, '徐'],
  [154, '孙'],
  [131, '胡'],
  [124, '朱 高'],
  [117, '林 何 郭'],
  [105, '马'],
  [90, '罗'],
  [82, '梁 宋 郑'],
  [70, '谢 韩 唐 冯 于'],
  [60, '董 萧 程 曹 袁'],
  [50, '邓 许 傅 沈 曾 彭 吕'],
  [40, '苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎'],
  [35, '余 潘 杜 戴 夏 钟 汪 田 任 姜'],
  [30, '范 方 石 姚 谭 廖 邹 熊 金 陆'],
  [25, '郝 孔 白 崔 康 毛 邱 秦 江 史'],
  [20, '顾 侯 邵 孟 龙 万 段 雷 钱 汤'],
  [15, '尹 黎 易 常 武 乔 贺 赖 龚 文 庞 樊 兰 殷 施 陶 洪 翟 安 颜'],
  [10, '倪 严 牛 温 芦 季 俞 章 鲁 葛 伍 韦 申 尤 毕 聂 丛 焦 向 柳 邢 路 岳 齐 梅 莫 庄 辛 管 祝'],
  [4, '左 涂 谷 祁 时 舒 耿 牟 卜 詹 关 苗 凌 费 纪 靳 盛 童 欧 甄 项 曲 成 游 阳 裴 席 卫 查 屈 单 仇'],
  [1, '欧阳 上官 司马 诸葛 慕容 皇甫 东方 夏侯 尉迟 令狐'],
]

/** From the most to the least common; the n-th weighs one n-th of the first. */
const POPULAR_NAMES =
  '伟 芳 秀英 娜 敏 静 丽 强 磊 军 洋 艳 勇 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 鑫 波 丹 萍 鹏 玉兰 桂兰 英 梅 玲 秀珍 红 婷 浩 宇 凤英 玉梅 飞 建华 华 玉英 桂芳 文 辉 斌 俊 凯 欣怡 梓涵 子涵 雨桐 诗涵 浩然 子轩 宇轩 欣妍 一诺 俊杰 志强 建国 建军 建平 海燕 春梅 淑华 淑珍 晓燕 晓红 雪梅 丽娟 丽华 雅婷 佳怡 思雨 梦琪 可欣 子墨 博文 天佑 嘉怡 语桐 若曦 沐宸 浩宇 奕辰 宇辰 一鸣'.split(
    ' ',
  )
const NAME_CHARACTERS = [
  ...'英华玉明秀文丽国春红梅建志海小晓生云玲永芳兰平金德敏军荣忠林珍龙凤祥辉梓涵雨欣怡佳子宇浩轩诗思嘉俊杰博雅婷静雪琪琳慧淑桂庆东立成光学伟强波涛鹏飞宏天新民安家美燕霞莉萍艳香莲菊凡一诺晨阳瑞泽铭彤萱妍婧悦乐语若曦沐宸奕辰睿昊航逸翔恒毅旭晶洁倩颖蕾薇茜瑶璐媛露娇慕青松柏竹溪源清江河山峰石磊森木火炎焱坤垚岩峻岭川洲湘宁京沪苏杭黎雁鸿鹤鸣鹰',
]
const MOBILE_PREFIXES =
  '130 131 132 133 135 136 137 138 139 150 151 152 155 156 157 158 159 176 177 178 180 182 183 185 186 187 188 189'.split(' ')

/** Tags and how many members in ten thousand carry each: from every third down to hardly anybody. */
export const TAGS: readonly { name: string; perTenThousand: number }[] = [
  { name: '老顾客', perTenThousand: 3_300 },
  { name: '爱染发', perTenThousand: 1_800 },
  { name: '爱烫发', perTenThousand: 1_200 },
  { name: '只剪发', perTenThousand: 900 },
  { name: '敏感头皮', perTenThousand: 500 },
  { name: '学生', perTenThousand: 300 },
  { name: '带孩子来', perTenThousand: 150 },
  { name: '高消费', perTenThousand: 60 },
  { name: '投诉过', perTenThousand: 20 },
  { name: '员工家属', perTenThousand: 5 },
]
/** How many members in a hundred are of each of the five levels, lowest first. */
const LEVEL_SHARES = [68, 18, 9, 4, 1]

const SURNAMES = SURNAME_WEIGHTS.flatMap(([weight, names]) => names.split(' ').map((name) => ({ name, weight })))

/** Draws by weight from sums made once. */
function drawer<T>(items: readonly T[], weightOf: (item: T, index: number) => number): (chance: Chance) => T {
  let total = 0
  const ends = items.map((item, index) => (total += weightOf(item, index)))
  return (chance) => {
    const at = chance.int(1, total)
    let low = 0
    for (let high = ends.length - 1; low < high; ) {
      const middle = (low + high) >> 1
      if ((ends[middle] as number) >= at) high = middle
      else low = middle + 1
    }
    return items[low] as T
  }
}

const zipf = (_: unknown, index: number) => Math.ceil(100_000 / (index + 1))
const drawSurname = drawer(SURNAMES, (s) => s.weight)
const drawPopularName = drawer(POPULAR_NAMES, zipf)
// Characters are spread far more evenly than whole names.
const drawCharacter = drawer(NAME_CHARACTERS, (_, index) => 300 - index)
const drawLevel = drawer([0, 1, 2, 3, 4], (rank) => LEVEL_SHARES[rank] ?? 0)

export interface Invented {
  surname: string
  name: string
  phone: string | null
  sex: 'female' | 'male'
  birthday: { calendar: 'solar' | 'lunar'; month: number; day: number; year: number } | null
  allergies: string
  /** Places in the brand's levels, lowest first, and in `TAGS`. */
  level: number
  tags: number[]
}

export function invent(chance: Chance): Invented {
  const surname = drawSurname(chance).name
  const given = chance.happens(250) ? drawPopularName(chance) : drawCharacter(chance) + (chance.happens(930) ? drawCharacter(chance) : '')
  return {
    surname,
    name: surname + given,
    phone: chance.happens(970) ? `+86${chance.pick(MOBILE_PREFIXES)}${String(chance.int(0, 99_999_999)).padStart(8, '0')}` : null,
    sex: chance.happens(680) ? 'female' : 'male',
    birthday: chance.happens(700) ? inventBirthday(chance) : null,
    allergies: chance.happens(50) ? '对苯二胺过敏，只做植物染' : '',
    level: drawLevel(chance),
    tags: TAGS.flatMap((tag, index) => (chance.int(1, 10_000) <= tag.perTenThousand ? [index] : [])),
  }
}

function inventBirthday(chance: Chance): NonNullable<Invented['birthday']> {
  const calendar = chance.happens(120) ? 'lunar' : 'solar'
  return { calendar, month: chance.int(1, 12), day: chance.int(1, 28), year: chance.int(1950, 2008) }
}

/** The surname that an invented name begins with. */
export function surnameOf(name: string): string {
  const found = SURNAMES.find((s) => s.name.length === 2 && name.startsWith(s.name))
  return found?.name ?? name.slice(0, 1)
}

/** The surnames with the longest lists of all. */
export const COMMON_SURNAMES = SURNAMES.slice(0, 5).map((s) => s.name)
