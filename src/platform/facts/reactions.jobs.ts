import { defineJob } from '../queue/index.ts';

/** Lets one reaction see one fact. */
export const REACT = defineJob<{ readonly factId: string; readonly reaction: string }>('reactions', 'react');
