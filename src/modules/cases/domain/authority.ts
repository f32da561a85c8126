import type { Actor } from '../../../kernel/actor.ts';
import type { Authority } from './case.ts';

/** At what level somebody decides which agency has a case. */
export const authorityOf = ({ roles }: Pick<Actor, 'roles'>): Authority =>
  roles.some(({ role }) => role === 'CITY_SUPERVISOR') ? 'CITY' : 'OTHER';
