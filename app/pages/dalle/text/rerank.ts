/** The words of the figure on re-ranking, in both languages. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    title: 'Sixty-four tries, one shown',
    claim:
      'Let CLIP choose among a few candidates, and the chosen one shows more of what was asked. Among ever more, only its own score still rises.',
    example: 'a sad person with green hair, wearing dark glasses and a red shirt',
    prompt: 'Prompt',
    n: 'candidates n',
    temperature: 'temperature T',
    w: 'guidance w',
    best: (n: number) => `CLIP’s choice of ${n}`,
    chosen: (i: number) => `Candidate of rank ${i}`,
    grid: (n: number) => `${n} candidates, in the order of CLIP’s cosine`,
    candidate: (i: number, cosine: string, share: string) => `rank ${i}, cosine ${cosine}, shows ${share} of what is named`,
    scatter: 'CLIP’s cosine against the truth, one dot a candidate',
    cosine: 'cosine',
    truth: 'named and shown',
    matrix: 'The first eight candidates (columns) against the prompt and texts that differ from it in one thing (rows)',
    texts: ['the prompt itself'],
    curve: 'What the choice shows of what is named, over the number of candidates',
    curveAlt:
      'Share of the named attributes that the chosen picture shows, over the number of candidates: chosen by CLIP, and by a perfect judge.',
    byClip: 'chosen by CLIP',
    byTruth: 'by a perfect judge',
    clipScore: 'CLIP’s cosine of its choice',
    clipAlt: 'CLIP’s cosine of the picture it chooses, over the number of candidates.',
    measured: (n: number) => `${n} captions of held-out faces measured, 64 candidates each. Play to measure more.`,
    none: 'Press play: captions of held-out faces are drawn one after the other, 64 candidates each, and the curves grow out of them.',
    readouts: { order: 'CLIP prefers the truer of two', fooled: 'a truer one was passed over' },
    language: 'Captions in',
    langs: { en: 'English', zh: '中文' },
    cards: {
      agreement: 'Of what held-out prompts name, the share that is drawn',
      agreementNote: (n: number) =>
        `From the card of GPT: ${n} prompts in each column, none of their faces in training, temperature 0.5, w = 1. Unseen: the prompt names a pair of attributes that was held out.`,
      columns: { en: 'English', zh: '中文', 'en.unseen': 'English, unseen pairs', 'zh.unseen': '中文, unseen pairs' },
      ways: { greedy: 'the likeliest token each time', drawn: 'drawn once', best16: 'best of 16 by CLIP', best64: 'best of 64 by CLIP' },
      parting: 'Where CLIP’s score and the truth part',
      rises: (n: number, from: string, to: string, truthFrom: string, truthTo: string) =>
        `On ${n} captions of held-out faces (CLIP’s card; temperature 1, w = 0), from 1 candidate to 64, CLIP’s cosine of its choice rises from ${from} to ${to}, and what the choice shows of the caption from ${truthFrom} to ${truthTo}.`,
      noTurn:
        'Up to 64 candidates no doubling made the choice less true on the average: so far the score is not fooled by its own choosing.',
      turn: (from: number, to: number, points: string, error: string, sure: boolean) =>
        `From ${from} candidates to ${to} the score rises and the choice grows less true, by ${points} ± ${error} points: ${
          sure ? 'there the score is being fooled.' : 'a hint of the score being fooled, but no more than chance can explain.'
        }`,
      passedOver: (perfect: string, fooled: string, attribute: string, share: string) =>
        `A judge that knows the truth would get ${perfect} out of the same 64. For ${fooled} of the captions CLIP passes over a truer picture; most often it lets go of this: ${attribute} (${share} of the captions that name it).`,
    },
    drawn: (chosen: string, mean: string) => `All candidates on average: ${mean}. CLIP’s choice: ${chosen}.`,
  },
  zh: {
    title: '画六十四张，只给看一张',
    claim: '让 CLIP 从几个候选里挑，挑中的就更符合所说的；候选再多下去，还在涨的只有它自己的分数。',
    example: '一个撇着嘴、戴墨镜的人，绿色头发，红色衣服',
    prompt: '描述',
    n: '候选数 n',
    temperature: '温度 T',
    w: '引导强度 w',
    best: (n: number) => `CLIP 从 ${n} 张里挑的`,
    chosen: (i: number) => `排第 ${i} 的候选`,
    grid: (n: number) => `${n} 个候选，按 CLIP 的余弦排列`,
    candidate: (i: number, cosine: string, share: string) => `排第 ${i}，余弦 ${cosine}，做到了所说的 ${share}`,
    scatter: 'CLIP 的余弦与事实，一点一个候选',
    cosine: '余弦',
    truth: '说了且画出的',
    matrix: '前八个候选（列）对原描述，以及只差一处的其他文字（行）',
    texts: ['描述本身'],
    curve: '挑中的那张做到了所说的多少，随候选数变化',
    curveAlt: '挑中的图做到了所点名属性的比例，随候选数变化：由 CLIP 挑，以及由全知的裁判挑。',
    byClip: 'CLIP 挑的',
    byTruth: '全知的裁判挑的',
    clipScore: 'CLIP 给自己所挑那张的余弦',
    clipAlt: 'CLIP 挑中的图的余弦，随候选数变化。',
    measured: (n: number) => `已测 ${n} 句未训练过的脸的描述，每句 64 个候选。播放可继续测。`,
    none: '按播放：逐句抽未训练过的脸的描述，每句画 64 个候选，曲线就由此长出来。',
    readouts: { order: '两张之中 CLIP 偏爱更真的', fooled: '放过了更真的一张' },
    language: '描述所用语言',
    langs: { en: 'English', zh: '中文' },
    cards: {
      agreement: '未训练过的描述所说的，画出了多少',
      agreementNote: (n: number) =>
        `取自 GPT 的卡片：每列 ${n} 句描述，描述的脸都没有用于训练，温度 0.5，w = 1。“未见过”：描述里点名的某一对属性在训练时被留出。`,
      columns: { en: 'English', zh: '中文', 'en.unseen': 'English，未见过的搭配', 'zh.unseen': '中文，未见过的搭配' },
      ways: { greedy: '每次取最可能的词元', drawn: '抽一次', best16: '由 CLIP 从 16 张里选', best64: '由 CLIP 从 64 张里选' },
      parting: 'CLIP 的分数与事实在哪里分道扬镳',
      rises: (n: number, from: string, to: string, truthFrom: string, truthTo: string) =>
        `在 ${n} 句未训练过的脸的描述上（CLIP 的卡片；温度 1，w = 0），候选从 1 个增加到 64 个，CLIP 给所选那张的余弦从 ${from} 升到 ${to}，所选那张做到的比例从 ${truthFrom} 升到 ${truthTo}。`,
      noTurn: '到 64 个候选为止，候选数每翻一倍，所选的平均来说都没有变得更不符合：这个分数目前没有被自己的挑选骗到。',
      turn: (from: number, to: number, points: string, error: string, sure: boolean) =>
        `候选从 ${from} 个增加到 ${to} 个，分数还在升，所选的却更不符合了，低了 ${points} ± ${error} 个百分点：${
          sure ? '分数在这里被骗了。' : '像是被骗的苗头，但偶然性就足以解释。'
        }`,
      passedOver: (perfect: string, fooled: string, attribute: string, share: string) =>
        `知道事实的裁判从同样 64 张里能得到 ${perfect}。有 ${fooled} 的描述，CLIP 放过了更符合的一张；最常放过的是：${attribute}（点名它的描述中占 ${share}）。`,
    },
    drawn: (chosen: string, mean: string) => `全部候选平均：${mean}；CLIP 挑的：${chosen}。`,
  },
});
