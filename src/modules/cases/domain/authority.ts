import type { Actor, Scope } from '../../../kernel/actor.ts';
import type { Authority } from './case.ts';

/**
 * Whether somebody acts for the city, or the part of it that they look after, and for no agency. Who does both acts for the agency: at
 * which of the two a case is theirs is not known before it is read.
 */
export const isCityLevel = (scope: Scope): boolean =>
  scope.all || (scope.agencyCodes.length === 0 && (scope.districtCodes ?? []).length > 0);

/** At what level somebody decides which agency has a case. */
export const authorityOf = ({ roles, scope }: Pick<Actor, 'roles' | 'scope'>): Authority =>
  isCityLevel(scope) && roles.some(({ role }) => role === 'CITY_SUPERVISOR') ? 'CITY' : 'OTHER';
