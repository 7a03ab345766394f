/** The entry of the worker of `starts.test.ts`; nothing but an import, for the reason that app/runtime/worker.ts gives. */
import './start';
