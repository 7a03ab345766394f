/** What labs are told by where they stand: the figure, under whose name a lecture's second window finds them (mirror.ts), and whether they wait. */
import { createContext } from 'react';

export const LabPlace = createContext('');

/** Whether what is mounted here waits to be played, where it would begin by itself: a stage asks first what it will show. */
export const LabWaits = createContext(false);
