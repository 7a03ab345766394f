/** The words of the figure on the network that is not told the time, in both languages. */
import { defineText } from '../../../i18n';

export const text = defineText({
  en: {
    title: 'The same network, not told the time',
    claim: 'One network serves all steps because it is told which step it is at. Take that away and it has to guess from the point itself.',
    names: { told: 'told t', untold: 'not told' },
  },
  zh: {
    title: '同一个网络，不告诉它时间',
    claim: '一个网络能管所有的步，是因为告诉了它现在是哪一步。不告诉它，它就只好从点本身去猜。',
    names: { told: '知道 t', untold: '不知道' },
  },
});
