/** The run of figure 3 and the reader's place in it: what is looked at, what was changed, and going on from there. All of it in the address. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { BackwardConfig } from '../../runtime/programs/diffusion/backward';
import { useLab } from '../../store/lab';
import { useFigureState } from '../../store/url';
import { decodeInpaint, editsOf, encodeInpaint, encodePainting, type Painting, paintingOf, withEdit } from './painting';
import { backwardState, T } from './state';

/** On the way: following the run, nothing changed. */
const FRESH = { at: -1, draft: '', edits: '', stopped: -1 };

export function useBackward() {
  const [s, set, problems] = useFigureState(backwardState);
  /** Whether the address sent the reader to a place on the way; and where the run still has to be brought. */
  const [sent] = useState(s.stopped >= 0);
  const bringTo = useRef(s.stopped);
  const [going, setGoing] = useState(false);
  const inpaint = useMemo(() => decodeInpaint(s.inpaint), [s.inpaint]);
  const config = useMemo<BackwardConfig>(
    () => ({
      sampler: s.sampler,
      eta: s.eta,
      steps: s.steps,
      start: s.start,
      other: s.other,
      picture: s.picture,
      mine: s.mine,
      level: s.level,
      w: s.w < 0 ? null : s.w,
      face: s.face,
      at: s.at,
      inpaint: inpaint && { id: s.inpaint, ...inpaint },
      edits: editsOf(s.edits),
    }),
    [s.sampler, s.eta, s.steps, s.start, s.other, s.picture, s.mine, s.level, s.w, s.face, s.at, s.inpaint, inpaint, s.edits],
  );
  const run = useLab('diffusion.backward', config, {
    autoplay: !sent,
    seed: s.seed,
    onSeed(seed) {
      bringTo.current = -1;
      set({ ...FRESH, seed, stopped: run.status === 'running' ? -1 : 0 });
    },
  });
  const { frame, status } = run;
  /** The run, followed again as soon as it is set going. */
  const lab = useMemo(() => {
    const following = (act: () => void, stopped: number) => () => {
      bringTo.current = -1;
      set({ at: -1, draft: '', stopped });
      act();
    };
    return { ...run, play: following(run.play, -1), stepOnce: following(run.stepOnce, s.stopped), reset: following(run.reset, 0) };
  }, [run, set, s.stopped]);
  const record = frame?.record ?? null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: goes on as soon as the run is free, once
  useEffect(() => {
    if (!going || (status !== 'paused' && status !== 'ready')) return;
    setGoing(false);
    lab.play();
  }, [going, status]);

  // Where it stands still is in the address, and where the address says it stood still, it is brought to.
  const done = frame && frame.done < frame.of ? frame.done : -1;
  useEffect(() => {
    const missing = bringTo.current - done;
    if (status === 'running' || status === 'done' || (status === 'paused' && missing <= 0)) bringTo.current = -1;
    if (done < 0 || going) return;
    if (status === 'paused' && bringTo.current < 0) set({ stopped: done });
    else if (status === 'ready') for (let i = 0; i < missing; i++) run.stepOnce();
  }, [status, done, going, set, run.stepOnce]);

  /** A changed way: from the start, or from where the hand went in. */
  const go = (changed: Parameters<typeof set>[0]) => {
    set({ ...FRESH, ...changed });
    setGoing(true);
  };
  const reached = frame ? frame.timesteps[frame.done] : T;
  const lookAt = (index: number) => {
    run.pause();
    set({ at: index, draft: '' });
  };
  return {
    s,
    set,
    problems,
    lab,
    record,
    reached,
    /** Whether the end of the run is what is shown, and not a step before it. */
    following: s.at < 0 || record?.index !== s.at,
    go,
    lookAt,
    /** The kept step nearest to time t; at the front of the run, the run. */
    lookAtTime(t: number) {
      if (!frame) return;
      const kept = frame.kept.filter((i) => frame.timesteps[i] >= reached);
      const near = (i: number) => Math.abs(frame.timesteps[i] - t);
      lookAt(t <= reached ? -1 : kept.reduce((best, i) => (near(i) < near(best) ? i : best), kept[0] ?? 0));
    },
    /** Strokes on the step that is open, which stays open. */
    draw(painting: Painting) {
      run.pause();
      set({ draft: encodePainting(painting), at: record?.index ?? -1 });
    },
    putIn(what: 'xt' | 'x0') {
      if (record) go({ edits: withEdit(s.edits, { index: record.index, face: s.face, what }, paintingOf(s.draft)) });
    },
    /** From the step that is open, or where the run was stopped; all the way anew if it was at its end. */
    invent(known: Float32Array) {
      const stopped = frame && frame.done < frame.of ? frame.done : 0;
      const from = s.at >= 0 && record ? record.index : stopped;
      set({ ...FRESH, inpaint: encodeInpaint(from, paintingOf(s.mask), known), edits: s.edits });
      setGoing(true);
    },
  };
}
