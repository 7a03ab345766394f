/** The words around exercises and the teacher's sheet. */
import { defineText } from '../../i18n';

export const text = defineText({
  en: {
    exercises: 'Three questions for the figures',
    answer: 'Answer',
    see: 'See it in the figure',
    teacher: 'For teachers: aims, plans, misconceptions',
    sheet: 'for the teacher',
    aims: 'Aims',
    misconceptions: 'What is often misunderstood',
    rather: 'Rather:',
    plans: 'Plans',
    minutes: (n: number) => `${n} minutes`,
    plannedFor: (n: number) => `${n} min`,
    questions: 'Questions, with answers',
    print: 'Print',
    back: 'To the note',
  },
  zh: {
    exercises: '留给图来回答的三个问题',
    answer: '答案',
    see: '到图里看',
    teacher: '给教师：目标、教案、常见误解',
    sheet: '教师页',
    aims: '教学目标',
    misconceptions: '常见的误解',
    rather: '其实：',
    plans: '教案',
    minutes: (n: number) => `${n} 分钟`,
    plannedFor: (n: number) => `${n} 分钟`,
    questions: '问题与答案',
    print: '打印',
    back: '回到讲义',
  },
});
