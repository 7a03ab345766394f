/** Words for what is the reader's own: points, pictures, what is kept, in both languages. */
import { defineText } from '../../i18n';

export const text = defineText({
  en: {
    pointsHint: 'Two columns, x and y: CSV, tabs or spaces, with or without a line of names.',
    drop: 'Drop a file here, paste, or',
    choose: 'choose a file',
    chooseMany: 'choose files',
    paste: 'Or paste the numbers here',
    take: 'Take these',
    taken: (n: number) => `${n} points taken`,
    thinned: (n: number, given: number) => `${n} of ${given} points taken, evenly through the file (the address holds no more)`,
    columns: (x: string, y: string) => `columns “${x}” and “${y}”`,
    asIs: 'as they are',
    scaled: (x: string, y: string, unit: string) =>
      `the middle (${x}, ${y}) moved to the origin, ${unit} of yours to one unit here, both ways alike`,
    soft: 'Each is a round Gaussian of width 0.06.',
    private: 'Nothing leaves this machine.',
    failed: 'This could not be read.',

    original: (w: number, h: number) => `yours, ${w} × ${h}`,
    small: 'as the models get it',
    size: 'Part',
    across: 'Across',
    down: 'Down',
    how: (side: number, each: string) =>
      `A square of ${side} × ${side} pixels; each of the 256 is the mean light of ${each} × ${each} of them, at 64 levels a colour.`,
    moving: 'Of a moving picture, the first.',
    useIt: 'Use it',
    away: 'Back to the faces',
    notAFace: 'The models have only seen faces of one kind; what they make of yours shows it.',

    set: (fewest: number, enough: number) =>
      `Each is cut to the square in its middle, made 16 × 16 and kept on this device. From ${fewest} on they can be trained on; fewer than ${enough} are also mirrored and moved by a pixel.`,
    ofFile: (name: string, why: string) => `${name}: ${why}`,

    kept: 'Kept on this device',
    nothingKept: 'Nothing yet.',
    name: 'Name',
    keep: 'Keep',
    open: 'Take',
    rename: (name: string) => `Rename “${name}”`,
    remove: (name: string) => `Delete “${name}”`,
    keptNow: (name: string) => `“${name}” is kept on this device.`,
  },
  zh: {
    pointsHint: '两列，x 和 y：CSV、制表符或空格分隔，第一行可以是列名。',
    drop: '把文件拖到这里、粘贴，或者',
    choose: '选一个文件',
    chooseMany: '选几个文件',
    paste: '也可以把数粘贴在这里',
    take: '就用这些',
    taken: (n: number) => `收下了 ${n} 个点`,
    thinned: (n: number, given: number) => `从 ${given} 个点里均匀地取了 ${n} 个（地址里只放得下这么多）`,
    columns: (x: string, y: string) => `取“${x}”和“${y}”两列`,
    asIs: '原样',
    scaled: (x: string, y: string, unit: string) => `中点 (${x}, ${y}) 移到原点，你的 ${unit} 等于这里的 1，两个方向一样`,
    soft: '每个点是一个宽 0.06 的圆高斯。',
    private: '一切都留在这台机器上。',
    failed: '这个读不出来。',

    original: (w: number, h: number) => `你的，${w} × ${h}`,
    small: '模型看到的样子',
    size: '取多大',
    across: '左右',
    down: '上下',
    how: (side: number, each: string) =>
      `取 ${side} × ${side} 像素的正方形；256 格里每一格是其中 ${each} × ${each} 个像素的平均光强，每种颜色 64 级。`,
    moving: '动图只取第一帧。',
    useIt: '就用它',
    away: '回到那些脸',
    notAFace: '模型只见过一种脸，它们怎样对待你的图片，正说明这一点。',

    set: (fewest: number, enough: number) =>
      `每张都取正中的正方形，变成 16 × 16，存在本机。满 ${fewest} 张就可以用来训练；不到 ${enough} 张时，还会左右翻转、挪动一个像素来用。`,
    ofFile: (name: string, why: string) => `${name}：${why}`,

    kept: '存在本机的',
    nothingKept: '还没有。',
    name: '名字',
    keep: '存下',
    open: '取用',
    rename: (name: string) => `给“${name}”改名`,
    remove: (name: string) => `删除“${name}”`,
    keptNow: (name: string) => `“${name}”已存在本机。`,
  },
});
