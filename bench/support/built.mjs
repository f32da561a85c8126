import { v7 } from 'uuid';

/** A module of the built program. */
export const built = (path) => import(new URL(`../../dist/${path}`, import.meta.url).href);

export const newId = () => v7();
