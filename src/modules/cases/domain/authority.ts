import type { Office, Scope } from '../../../kernel/actor.ts';
import type { Authority } from './case.ts';

/**
 * Whether somebody acts for the city, or the part of it that they look after, and for no agency. Who does both acts for the agency: at
 * which of the two a case is theirs is not known before it is read.
 */
export const isCityLevel = (scope: Scope): boolean =>
  scope.all || (scope.agencyCodes.length === 0 && (scope.districtCodes ?? []).length > 0);

/**
 * At what level somebody decides which agency has a case: at the city's who is its supervisor where the case lies. Nobody rules in another's
 * place, for what is ruled binds in like cases.
 *
 * @param held what they hold themselves where the case lies, which is not known before it is read
 */
export const authorityOf = (held: readonly Office[], scope: Scope): Authority =>
  isCityLevel(scope) && held.some(({ role }) => role === 'CITY_SUPERVISOR') ? 'CITY' : 'OTHER';
