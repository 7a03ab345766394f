/** The keys of a figure on keyboards of all kinds, and the TeX that is copied. */
import { expect, test } from 'vitest';
import { katexOptions, plainTex } from '../../app/shell/katex';
import { keyOf } from '../../app/shell/keys';

test.each([
  ['Latin', 'r', 'KeyR', 'r'],
  ['Caps Lock', 'R', 'KeyR', 'r'],
  ['Caps Lock', 'N', 'KeyN', 'n'],
  ['Cyrillic', 'к', 'KeyR', 'r'],
  ['Cyrillic', 'т', 'KeyN', 'n'],
  ['Cyrillic, the key that writes a full stop', '.', 'Slash', '.'],
  ['Greek', 'ρ', 'KeyR', 'r'],
  ['pinyin, the key kept by the input method', 'Process', 'KeyR', 'r'],
  ['pinyin, full stop', '。', 'Period', '.'],
  ['pinyin, kept full stop', 'Process', 'Period', '.'],
  ['full-width', 'ｎ', 'KeyN', 'n'],
  ['full-width space', '\u3000', 'Space', ' '],
  ['space', ' ', 'Space', ' '],
  ['Dvorak: r is where O is', 'r', 'KeyO', 'r'],
  ['Dvorak: where R is, p is', 'p', 'KeyR', null],
  ['AZERTY: where . is, : is', ':', 'Period', null],
  ['another letter', 'x', 'KeyX', null],
  ['freeze and draw', 'd', 'KeyD', 'd'],
  ['freeze, Cyrillic', 'в', 'KeyD', 'd'],
  ['magnifier, Caps Lock', 'M', 'KeyM', 'm'],
  ['a named key', 'Tab', 'Tab', null],
  ['a named key', 'F5', 'F5', null],
])('%s: %s on %s is %s', (_what, key, code, meant) => {
  expect(keyOf({ key, code })).toBe(meant);
});

test('TeX to be copied has no macro of these notes', () => {
  expect(plainTex(String.raw`\E_{\x\sim\pdata}[\log \thing{D}{\role{network}{D}}(\x)]`)).toBe(
    String.raw`\mathbb{E}_{\mathbf{x}\sim p_{\text{data}}}[\log {D}(\mathbf{x})]`,
  );
  expect(plainTex(String.raw`\thing{z}{\{a_{1}\}}_{2} \xi \given \eps`)).toBe(String.raw`{\{a_{1}\}}_{2} \xi \,|\, \boldsymbol{\epsilon}`);
  const own = Object.keys(katexOptions.macros as object);
  const left = plainTex(own.map((name) => (/#1/.test((katexOptions.macros as Record<string, string>)[name]) ? '' : `${name}{}`)).join(' '));
  expect(left.match(/\\[A-Za-z]+/g)?.filter((name) => own.includes(name)) ?? []).toEqual([]);
});
