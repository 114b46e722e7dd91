/** Invented people: names as they are common in China, phones that fit the form, wishes and allergies as clients tell them. */
import type { Chance } from './random.ts'

const SURNAMES = [
  ...'王王王王李李李李张张张张刘刘刘陈陈陈杨杨赵赵黄黄周周吴吴徐徐孙孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
]
const FEMALE =
  '芳 娜 敏 静 丽 艳 娟 霞 倩 婷 雪 琳 颖 洁 玲 燕 萍 红 梅 莉 佳怡 欣怡 雨桐 梓涵 诗涵 思雨 晓雯 雅婷 梦洁 婉清 若曦 可欣 子萱 一诺 语嫣 晓彤 淑华 秀英 玉兰 桂英 丽华 佩珊 美玲 慧敏 晓燕 海燕 文静 雅琴 心怡 静怡 嘉怡 紫妍 舒雅 宛如 书瑶 沐晴'.split(
    ' ',
  )
const MALE =
  '伟 强 磊 军 洋 勇 杰 涛 超 明 刚 平 辉 鹏 飞 斌 浩 凯 俊杰 浩然 子轩 宇航 梓豪 志强 建国 建华 文博 家豪 天佑 博文 俊熙 明轩 志伟 海波 晓东 国栋 子墨 一鸣 嘉诚 泽宇'.split(
    ' ',
  )
const PREFIXES = [
  '130',
  '131',
  '133',
  '135',
  '136',
  '137',
  '138',
  '139',
  '150',
  '151',
  '152',
  '155',
  '157',
  '158',
  '159',
  '176',
  '177',
  '180',
  '182',
  '185',
  '186',
  '187',
  '188',
  '189',
]
const WISHES = [
  '发量偏少，剪层次时留出蓬松感',
  '自然卷，吹干时顺着纹理，不要拉太直',
  '喜欢冷棕色，不要偏红',
  '只要安静，不聊天',
  '刘海长度到眉毛，不要太短',
  '水温偏低一点，肩颈多按几分钟',
  '后颈推净，两侧留两厘米',
  '每次都喝温水，不喝茶',
  '染发只染发根，发尾护理',
  '习惯坐靠窗的位置',
]
const ALLERGIES = [
  '对苯二胺过敏，只做植物染',
  '对氨水敏感，染前先做皮试',
  '头皮敏感，不用薄荷类洗发水',
  '对乳胶过敏，服务时换丁腈手套',
  '对香精过敏',
  '花粉季头皮易红',
]
const SOURCES = ['路过进店', '朋友介绍', '大众点评', '美团', '抖音', '小红书', '老顾客']
export const TAG_NAMES = ['爱染发', '爱烫发', '敏感头皮', '只剪发', '带孩子来', '周末才来', '指定技师', '高消费', '学生', '附近上班']

export interface Person {
  name: string
  phone: string
  sex: 'female' | 'male'
  birthday: { calendar: 'solar' | 'lunar'; month: number; day: number; year?: number } | null
  preferences: string
  allergies: string
  source: string
  tags: string[]
}

/** People whose phones all differ. */
export function invent(chance: Chance, count: number): Person[] {
  const phones = new Set<string>()
  while (phones.size < count) phones.add(`${chance.pick(PREFIXES)}${String(chance.int(0, 99_999_999)).padStart(8, '0')}`)
  return [...phones].map((phone) => {
    const sex = chance.happens(680) ? 'female' : 'male'
    return {
      name: chance.pick(SURNAMES) + chance.pick(sex === 'female' ? FEMALE : MALE),
      phone,
      sex,
      birthday: chance.happens(700) ? birthday(chance) : null,
      preferences: chance.happens(350) ? chance.pick(WISHES) : '',
      allergies: chance.happens(70) ? chance.pick(ALLERGIES) : '',
      source: chance.pick(SOURCES),
      tags: chance.happens(450) ? chance.some(TAG_NAMES, chance.int(1, 3)) : [],
    }
  })
}

function birthday(chance: Chance): NonNullable<Person['birthday']> {
  const calendar = chance.happens(120) ? 'lunar' : 'solar'
  const year = chance.happens(750) ? { year: chance.int(1958, 2008) } : {}
  // Day 28 is in every month of both calendars.
  return { calendar, month: chance.int(1, 12), day: chance.int(1, 28), ...year }
}
