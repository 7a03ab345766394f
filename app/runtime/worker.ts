/**
 * The worker's entry: nothing but an import of the engine.
 *
 * WebKit evaluates a module worker's entry file a second time when a chunk imports it; the second evaluation would put an engine
 * that was never started in the first one's place. So all code lies in modules of its own, and the build fails if a chunk imports the
 * entry (tools/vite-plugins.ts, `entryAlone`).
 */
import './engine';
