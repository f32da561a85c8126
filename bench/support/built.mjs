import { v7 } from 'uuid';

/** A module of the compiled program. */
export const built = (path) => import(new URL(`../../build/${path}`, import.meta.url).href);

export const newId = () => v7();
