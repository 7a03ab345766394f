/** Algorithms 1 and 2 as the paper prints them (Ho et al. 2020), the line that has just run lit, and within it the part. */
import type { ReactNode } from 'react';
import { useText } from '../../i18n';
import type { LineOfOne, LineOfTwo } from '../../runtime/programs/diffusion/algorithmsSettings';
import styles from './algorithms.module.css';
import { sym } from './parts';
import { text } from './text/algorithms';

const sub = (letter: string, below: string) => (
  <i>
    {letter}
    <sub>{below}</sub>
  </i>
);
const [xT, xt1, at, bt, st] = [sub('x', 'T'), sub('x', 't−1'), sub('α', 't'), sub('β', 't'), sub('σ', 't')];
const abt = (
  <span>
    {sym.alphaBar}
    <sub>
      <i>t</i>
    </sub>
  </span>
);
const net = sub('ε', 'θ');
const [t, T, z, I] = ['t', 'T', 'z', 'I'].map((letter) => <i key={letter}>{letter}</i>);

/** A part of a line, lit when it is what ran. */
function Part({ lit, children }: { lit: boolean; children: ReactNode }) {
  return <span data-lit-part={lit || undefined}>{children}</span>;
}

/** Numbered lines; those lit are of the numbers given. */
function Lines({ label, lit, children }: { label: string; lit: number; children: readonly ReactNode[] }) {
  return (
    <ol className={styles.lines} aria-label={label} translate="no">
      {children.map((line, i) => (
        <li key={i} data-lit-line={i + 1 === lit || undefined} aria-current={i + 1 === lit ? 'step' : undefined}>
          <span>{line}</span>
        </li>
      ))}
    </ol>
  );
}

const LINE_OF_ONE = { x0: 2, t: 3, eps: 4, xt: 5, predict: 5, loss: 5, descend: 5 } as const;
const LINE_OF_TWO = { xT: 1, for: 2, z: 3, predict: 4, x0Hat: 4, mean: 4, next: 4, return: 6 } as const;

export function AlgorithmOne({ line }: { line: LineOfOne | null }) {
  const words = useText(text);
  return (
    <Lines label={words.one} lit={line ? LINE_OF_ONE[line] : 0}>
      {[
        <b key={1}>{words.repeat}</b>,
        <span key={2}>
          {sym.x0} ~ <i>q</i>({sym.x0})
        </span>,
        <span key={3}>
          {t} ~ Uniform({'{'}1, …, {T}
          {'}'})
        </span>,
        <span key={4}>
          {sym.eps} ~ 𝒩(0, {I})
        </span>,
        <span key={5}>
          <Part lit={line === 'descend'}>
            {words.descend} ∇<sub>θ</sub>
          </Part>{' '}
          <Part lit={line === 'loss'}>‖{sym.eps} − </Part>
          <Part lit={line === 'predict'}>{net}(</Part>
          <Part lit={line === 'xt'}>
            √{abt} {sym.x0} + √(1 − {abt}) {sym.eps}
          </Part>
          <Part lit={line === 'predict'}>, {t})</Part>
          <Part lit={line === 'loss'}>‖²</Part>
        </span>,
        <b key={6}>{words.until}</b>,
      ]}
    </Lines>
  );
}

export function AlgorithmTwo({ line }: { line: LineOfTwo | null }) {
  const words = useText(text);
  return (
    <Lines label={words.two} lit={line ? LINE_OF_TWO[line] : 0}>
      {[
        <span key={1}>
          {xT} ~ 𝒩(0, {I})
        </span>,
        <span key={2}>
          <b>{words.for}</b> {t} = {T}, …, 1
        </span>,
        <span key={3}>
          {z} ~ 𝒩(0, {I}) {words.orZero} {z} = 0
        </span>,
        <span key={4}>
          <Part lit={line === 'next'}>{xt1} = </Part>
          <Part lit={line === 'mean'}>1/√{at} </Part>
          <Part lit={line === 'x0Hat' || line === 'mean'}>
            ({sym.xt} − {bt}/√(1 − {abt}){' '}
          </Part>
          <Part lit={line === 'predict' || line === 'x0Hat'}>
            {net}({sym.xt}, {t})
          </Part>
          <Part lit={line === 'x0Hat' || line === 'mean'}>)</Part>
          <Part lit={line === 'next'}>
            {' '}
            + {st} {z}
          </Part>
        </span>,
        <b key={5}>{words.end}</b>,
        <span key={6}>
          <b>{words.return}</b> {sym.x0}
        </span>,
      ]}
    </Lines>
  );
}
