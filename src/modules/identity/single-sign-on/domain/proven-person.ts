import { type RoleGrant, type RolePlaces, textOfGrant } from '../../domain/role.ts';
import { isUsername, normaliseUsername } from '../../domain/username.ts';
import { type Claims, textOf, textsOf } from './claims.ts';
import { ClaimsIncomplete } from './single-sign-on-errors.ts';
import type { RoleRule, SingleSignOnPolicy } from './single-sign-on-policy.ts';

/** As long as a `sub` may be (OpenID Connect Core §2). */
const PERSON = /^[^\p{Cc}\p{Cs}]{1,255}$/u;
/** Nothing that leads a mail to anybody else. */
const EMAIL = /^(?=.{3,254}$)[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+$/;
const LONGEST_DISPLAY_NAME = 100;

/** Somebody as the provider proved them. */
export interface ProvenPerson {
  /** By which they are known again. */
  readonly person: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string | null;
  /** In the order of their roles and agencies, each once. */
  readonly grants: readonly RoleGrant[];
  /** Whether the provider saw a second factor that the city lets count. */
  readonly secondFactor: boolean;
}

/**
 * Reads what a provider says of somebody.
 *
 * @param claims everything it says
 * @param signed what it says in the ID token: only there it says how somebody was recognised
 * @param places where roles may be held
 * @throws ClaimsIncomplete when it does not say who somebody is
 */
export function provenPerson(
  { claims, signed }: { readonly claims: Claims; readonly signed: Claims },
  policy: SingleSignOnPolicy,
  places: RolePlaces,
): ProvenPerson {
  const names = policy.claims;
  const person = textOf(claims, names.person);
  const username = normaliseUsername(textOf(claims, names.username) ?? '');
  if (person === null || !PERSON.test(person) || !isUsername(username)) throw new ClaimsIncomplete();
  const email = textOf(claims, names.email) ?? '';
  return {
    person,
    username,
    displayName: shown(textOf(claims, names.displayName)) ?? username,
    email: EMAIL.test(email) ? email : null,
    grants: once(policy.rules.flatMap((rule) => granted(rule, claims, places))),
    secondFactor: policy.secondFactor !== null && holds(signed, policy.secondFactor),
  };
}

const holds = (claims: Claims, { claim, values }: { readonly claim: string; readonly values: readonly string[] }): boolean =>
  textsOf(claims, claim).some((text) => values.includes(text));

/** A claim that names no place gives no role: never one for the whole city instead. */
function granted(rule: RoleRule, claims: Claims, places: RolePlaces): RoleGrant[] {
  if (!holds(claims, rule)) return [];
  const agencies = named(rule.agencyCode, rule.agencyClaim, claims);
  const districts = named(rule.districtCode, rule.districtClaim, claims);
  if (agencies) return agencies.filter((code) => places.isAgency(code)).map((agencyCode) => ({ role: rule.role, agencyCode }));
  if (districts === null) return [{ role: rule.role, agencyCode: null }];
  return districts
    .filter((code) => places.isDistrict(code))
    .map((districtCode) => ({ role: rule.role, agencyCode: null, districtCode }));
}

/** The places that a rule names by itself or by a claim; null: it names none. */
function named(code: string | null, claim: string | null, claims: Claims): readonly string[] | null {
  if (claim !== null) return textsOf(claims, claim);
  return code === null ? null : [code];
}

const once = (grants: readonly RoleGrant[]): RoleGrant[] =>
  [...new Map(grants.map((grant) => [textOfGrant(grant), grant])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, grant]) => grant);

/** Whether two lists hold the same roles, in whatever order. */
export const sameGrants = (a: readonly RoleGrant[], b: readonly RoleGrant[]): boolean =>
  a.map(textOfGrant).sort().join() === b.map(textOfGrant).sort().join();

/** Without what cannot be seen, and no longer than a name is. */
function shown(name: string | null): string | null {
  const visible = (name ?? '').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').trim();
  return visible === '' ? null : [...visible].slice(0, LONGEST_DISPLAY_NAME).join('');
}
