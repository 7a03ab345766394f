/** Programs of the gan page, by name. */
export const ganPrograms = {
  'gan.minmax': () => import('./gan/minmax'),
  'gan.optimal': () => import('./gan/optimal'),
  'gan.fit': () => import('./gan/fit'),
  'gan.variety': () => import('./gan/variety'),
  'gan.faces': () => import('./gan/faces'),
  'gan.facesTraining': () => import('./gan/facesTraining'),
  'gan.spaces': () => import('./gan/spaces'),
  'gan.density': () => import('./gan/density'),
  'gan.birthday': () => import('./gan/birthday'),
  'gan.collapse': () => import('./gan/collapse'),
} as const;
