/** The figure that labs stand in: under its name a lecture's second window finds them (mirror.ts). */
import { createContext } from 'react';

export const LabPlace = createContext('');
