/** What the engine says of itself: what it waits for, and what can go wrong, in one sentence each; and how an exception is recognised. */
import { Refused } from '../data/refused';
import { FigureError, NonFiniteError } from './program';
import type { BackendName, Bilingual, Fault } from './protocol';

const NAMES: Record<BackendName, string> = { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'CPU' };

export const crashFault: Fault = {
  kind: 'crash',
  message: {
    zh: '计算引擎意外停止了；模型停在最后一组保存下来的参数上，可以继续。',
    en: 'The compute engine stopped unexpectedly; the model is kept at its last saved parameters and can go on.',
  },
};

export const startFault: Fault = {
  kind: 'crash',
  message: {
    zh: '计算引擎无法在这个浏览器里启动，图无法运行；正文仍可阅读。',
    en: 'The compute engine cannot start in this browser, so the figures cannot run; the notes can still be read.',
  },
};

/** A graphics device that went away, and why its backend is passed over from now on. */
export function lostFault(backend: BackendName): Fault & { readonly reason: Bilingual } {
  return {
    kind: 'device-lost',
    message: {
      zh: `图形设备（${NAMES[backend]}）丢失了；模型停在最后一组保存下来的参数上，可以在另一个后端上继续。`,
      en: `The graphics device (${NAMES[backend]}) was lost; the model is kept at its last saved parameters and can go on with another backend.`,
    },
    reason: { zh: '刚才丢失了图形设备', en: 'its graphics device was lost a moment ago' },
  };
}

export const movedNotice = (from: BackendName): Bilingual => ({
  zh: `${NAMES[from]} 的图形设备丢失了，引擎换用了另一个后端。`,
  en: `The graphics device of ${NAMES[from]} was lost, so the engine took another backend.`,
});

const memoryFault: Fault = {
  kind: 'memory',
  message: {
    zh: '内存不够了；模型停在最后一组保存下来的参数上，可以腾出内存后继续。',
    en: 'Memory ran out; the model is kept at its last saved parameters and can go on with memory freed.',
  },
};

export const fetchingEngine: Bilingual = { zh: '正在下载计算引擎的代码', en: 'Downloading the code of the compute engine' };

export const loadingBackend = (backend: BackendName): Bilingual => ({
  zh: `正在下载并启动 ${NAMES[backend]} 后端`,
  en: `Downloading and starting the ${NAMES[backend]} backend`,
});

export const measuring: Bilingual = {
  zh: '正在测量这台机器上哪个后端更快（只在第一次）',
  en: 'Measuring which backend is faster on this machine (the first time only)',
};

export const loadingProgram: Bilingual = { zh: '正在下载这个图的模型代码', en: 'Downloading the code of this figure’s model' };

/** The memory of the backend is full. */
export class OutOfMemoryError extends Error {
  constructor() {
    super('out of memory');
    this.name = 'OutOfMemoryError';
  }
}

const isMemory = (detail: string): boolean =>
  /out of memory|OOM|allocation failed|invalid typed array length|Cannot enlarge memory/i.test(detail);
const detailOf = (error: unknown): string => {
  const detail = error instanceof Error ? error.message : String(error);
  return detail.length > 160 ? `${detail.slice(0, 160)}…` : detail;
};

/** A sentence for whatever a program threw. */
export function faultOf(error: unknown): Fault {
  if (error instanceof NonFiniteError) return { kind: 'non-finite', message: error.text };
  if (error instanceof FigureError) return { kind: 'program', message: error.text };
  const short = detailOf(error);
  if (isMemory(short)) return memoryFault;
  return { kind: 'program', message: { zh: `这个图出错停下了：${short}`, en: `The figure stopped because of an error: ${short}` } };
}

/**
 * Why a network was not made into a file, or a file's not taken in; the run goes on as it was.
 * @param whose numbers were being worked with: the running network's, or the file's. A file is blamed for its own numbers only, not for what befell the machine meanwhile.
 */
export function whyNot(error: unknown, whose: 'here' | 'file'): Bilingual {
  if (error instanceof Refused) return error.text;
  if (error instanceof NonFiniteError)
    return whose === 'file'
      ? { en: 'With these numbers the model makes nothing that can be shown.', zh: '用这些数，模型做不出能看的东西。' }
      : {
          en: 'The numbers of the network that runs here are no longer finite. Reset it first.',
          zh: '这里正在运行的网络，数值已经不是有限的了。请先重置它。',
        };
  if (error instanceof FigureError) return error.text;
  const short = detailOf(error);
  return isMemory(short)
    ? {
        en: 'There was not memory enough for it beside the network that runs. Nothing was changed.',
        zh: '内存不够，放不下它和正在运行的网络。什么也没有改动。',
      }
    : {
        en: `The engine failed at it, which says nothing of the file (${short}). Nothing was changed.`,
        zh: `计算引擎在这一步出了错，与文件无关（${short}）。什么也没有改动。`,
      };
}
