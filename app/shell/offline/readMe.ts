/** The words in a copy of the notes: how it is opened, and why not by a double click. Plain text, both languages. */
import type { PageKey } from '../pages';

export const readMe = (lecture: PageKey | null): string => {
  const address = `http://localhost:8000/${lecture ? `${lecture}/` : ''}`;
  const zh = `http://localhost:8000/zh/${lecture ? `${lecture}/` : ''}`;
  return `PLAYABLE NOTES ON GENERATIVE MODELS

This folder is the whole program${lecture ? ', with the models of one lecture; the other notes are here to be read' : ' with all its models'}.
It needs no network, no account and no installation, only a web server on this machine, any one:

  1. Open a terminal in this folder.
  2. python3 -m http.server 8000          (Windows: py -m http.server 8000)
     or, with Node.js:  npx serve -l 8000      (fetches that server, the first time)
  3. Open ${address} in a browser.

Why not by a double click: a browser lets a page that lies at file:// load neither the
modules nor the worker that the models run in. The text can be read that way; the
figures stay away. On a web site of your own, copy the folder to any path of it.

Code: MIT. Faces: composed from the parts of DiceBear "Pixel Art" (CC0 1.0, code MIT).


可以玩的生成模型讲义

这个文件夹是整个程序${lecture ? '，带着一讲的模型；其余各讲只供阅读' : '和全部模型'}。不用网络，不用账号，不用安装，
只要有一个网页服务器，哪一种都行：

  1. 在这个文件夹里打开终端。
  2. python3 -m http.server 8000          （Windows：py -m http.server 8000）
     装了 Node.js 的话也可以：npx serve -l 8000（第一次要联网取这个服务器）
  3. 用浏览器打开 ${zh} 。

为什么不能直接双击：浏览器不允许 file:// 下的网页载入模块，也不允许它启动运行模型的
工作线程。这样打开只能读文字，图不会动。也可以把文件夹放到自己网站的任何路径下。

代码：MIT。脸由 DiceBear “Pixel Art” 的部件拼成（CC0 1.0，代码 MIT）。
`.replaceAll('\n', '\r\n');
};
