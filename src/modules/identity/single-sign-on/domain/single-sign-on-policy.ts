import type { Role } from '../../domain/role.ts';

/** Who has a role: those for whom a claim holds one of these values. */
export interface RoleRule {
  readonly claim: string;
  readonly values: readonly string[];
  readonly role: Role;
  /** The agency that the role is held at; null: the claim below names it, or the role is held for the whole city. */
  readonly agencyCode: string | null;
  /** The claim that names the agency by its code. */
  readonly agencyClaim: string | null;
  /** The district whose cases the role is held for; null: the claim below names it, or no district bounds the role. */
  readonly districtCode: string | null;
  /** The claim that names the district by its code. */
  readonly districtClaim: string | null;
}

/** The claims that say who somebody is. A claim within another is written with dots: `realm_access.roles`. */
export interface PersonClaims {
  /** Never changes and never belongs to another: by it somebody is known again. */
  readonly person: string;
  readonly username: string;
  readonly displayName: string;
  readonly email: string;
}

/** How a city reads what its single sign-on says of somebody: `single-sign-on.json` of its pack. */
export interface SingleSignOnPolicy {
  /** What is asked for beside `openid`. */
  readonly scopes: readonly string[];
  readonly claims: PersonClaims;
  /** All that apply count; the roles of an account are theirs alone, at every sign-in. */
  readonly rules: readonly RoleRule[];
  /** Whether somebody becomes the holder of the account that bears their username already. */
  readonly linkByUsername: boolean;
  /** A claim of the ID token, with the values that say that a second factor was shown; null: none counts. */
  readonly secondFactor: { readonly claim: string; readonly values: readonly string[] } | null;
}

/** How the provider is reached. */
export interface ProviderAccess {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}
