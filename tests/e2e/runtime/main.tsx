/** A page with nothing but two labs, for trying the engine in a real browser. Its state can be read from `window.labs`. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { type Lab, useLab } from '../../../app/store/lab';
import { defineState, int, number, useFigureState } from '../../../app/store/url';

const state = defineState('test.first', {
  lr: number({ min: 1e-6, max: 1e30, default: 0.01 }),
  width: int({ min: 1, max: 4096, default: 32 }),
  seed: int({ min: 0, max: 1e6, default: 1 }),
});

type Exposed = { labs: Record<string, Lab<'runtime.line'>>; setLr(lr: number): void; setWidth(width: number): void };
const exposed = window as unknown as Exposed;
exposed.labs = {};

function Panel({ name, config, seed }: { name: string; config: { lr: number; width: number }; seed: number }) {
  const lab = useLab('runtime.line', config, { seed });
  exposed.labs[name] = lab;
  return (
    <section ref={lab.ref} style={{ height: 200 }}>
      {name} {lab.status} step {lab.step} at {lab.stepsPerSecond.toFixed(0)}/s loss {lab.frame?.loss?.toFixed(5)} {lab.engine.backend}{' '}
      {lab.error?.message.en}
    </section>
  );
}

function App() {
  const [s, set, problems] = useFigureState(state);
  exposed.setLr = (lr) => set({ lr });
  exposed.setWidth = (width) => set({ width });
  return (
    <>
      <Panel name="first" config={{ lr: s.lr, width: s.width }} seed={s.seed} />
      <Panel name="second" config={{ lr: 0.01, width: 16 }} seed={2} />
      <div style={{ height: 3000 }}>{problems.map((p) => p.message.en).join(' ')}</div>
      <Panel name="far" config={{ lr: 0.01, width: 16 }} seed={3} />
    </>
  );
}

createRoot(document.body.appendChild(document.createElement('div'))).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
