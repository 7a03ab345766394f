/** Prompts that try what a model has understood: what is said, denied, said twice, said in words it never saw. */
import type { AttributeKey } from '../../data/faces';
import type { Lang } from '../../i18n';

export interface TrialSet {
  readonly key: string;
  /** What is counted: pictures that show this class. */
  readonly attribute: AttributeKey;
  readonly value: number;
  readonly texts: Readonly<Record<Lang, readonly string[]>>;
}

/** In each: nothing said, the thing said, denied as captions do, denied in other words, and what contradicts itself. */
export const TRIALS: readonly TrialSet[] = [
  {
    key: 'hat',
    attribute: 'hat',
    value: 1,
    texts: {
      en: [
        '',
        'a person wearing a hat',
        'a person with no hat',
        'a person without a hat',
        'a person who never wears a hat',
        'a person wearing a hat and with no hat',
      ],
      zh: ['', '一个戴帽子的人', '一个没戴帽子的人', '一个摘掉了帽子的人', '一个从来不肯戴帽子的人', '一个戴帽子、没戴帽子的人'],
    },
  },
  {
    key: 'beard',
    attribute: 'beard',
    value: 1,
    texts: {
      en: [
        '',
        'a bearded person',
        'a person with no beard',
        'a person who has shaved',
        'a person with a beard and no beard',
        'a barbarian with whiskers',
      ],
      zh: ['', '一个留着胡子的人', '一个没有胡子的人', '一个刚刮过脸的人', '一个有胡子、没有胡子的人', '一个满脸胡须的野蛮人'],
    },
  },
  {
    key: 'glasses',
    attribute: 'glasses',
    value: 0,
    texts: {
      en: [
        '',
        'a person with no glasses',
        'a person with glasses',
        'a person without glasses',
        'a person whose glasses were stolen',
        'a person wearing spectacles',
      ],
      zh: ['', '一个没戴眼镜的人', '一个戴眼镜的人', '一个摘下眼镜的人', '一个眼镜被偷了的人', '一个戴着老花镜的人'],
    },
  },
];
