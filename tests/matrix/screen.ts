/** A screen that nobody sees, for browsers that want a window where there is none. */
import { type ChildProcess, spawn } from 'node:child_process';

/** Xvfb on the first display number that is free. */
export async function screen(program: string): Promise<{ display: string; process: ChildProcess }> {
  const child = spawn(program, ['-displayfd', '3', '-screen', '0', '1400x1100x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = await new Promise<string>((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => fail(new Error(`Xvfb ended with ${code}`)));
    child.stdio[3]?.once('data', (data) => done(`:${String(data).trim()}`));
  });
  return { display, process: child };
}
