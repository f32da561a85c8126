import { IsNotEmpty, IsOptional } from 'class-validator';
import type { Actor, Office } from '../../kernel/actor.ts';
import { IsText } from '../../platform/http/index.ts';
import type { Identity } from './domain/account.ts';

export class SignInDto {
  @IsText(100)
  @IsNotEmpty()
  username: string;

  @IsText(256)
  @IsNotEmpty()
  password: string;

  /** The second factor. Accepted, and not asked for yet. */
  @IsOptional()
  @IsText(20)
  totp?: string | null;
}

export class RoleView {
  role: string;
  /** Null for a role held for the whole city, or for a district. */
  agencyCode: string | null;
  /** The district whose cases the role is held for; null for every other role. */
  districtCode: string | null;
}

export class StandInView {
  id: string;
  displayName: string;
}

export class UserView {
  id: string;
  username: string;
  displayName: string;
  roles: RoleView[];
}

export class SessionView {
  /** For `Authorization: Bearer`; told only here. */
  token: string;
  expiresAt: string;
  user: UserView;
}

export class SelfView extends UserView {
  /** What the user may do; the console shows nothing else. */
  permissions: string[];
  /** Those whose place the user takes now, as their deputy. */
  standsInFor: StandInView[];
  /** Whether nothing else is open before another password is chosen: `POST /auth/password`. */
  passwordChangeRequired: boolean;
}

const toRoleView = ({ role, agencyCode, districtCode = null }: Office): RoleView => ({ role, agencyCode, districtCode });

export const toSessionView = (
  { token, identity }: { readonly token: string; readonly identity: Identity },
  expiresAt: string,
): SessionView => ({ token, expiresAt, user: toUserView(identity) });

const toUserView = ({ id, username, displayName, roles }: Identity): UserView => ({
  id,
  username,
  displayName,
  roles: roles.map(toRoleView),
});

export const toSelfView = ({
  id,
  username,
  name,
  roles,
  permissions,
  standsInFor = [],
  mustChangePassword,
}: Actor): SelfView => ({
  id,
  username,
  displayName: name,
  roles: roles.map(toRoleView),
  permissions: [...permissions.keys()].sort(),
  standsInFor: standsInFor.map((absent) => ({ id: absent.id, displayName: absent.name })),
  passwordChangeRequired: mustChangePassword ?? false,
});
