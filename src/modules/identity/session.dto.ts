import { IsNotEmpty, IsOptional } from 'class-validator';
import type { Actor } from '../../kernel/actor.ts';
import { toRfc3339 } from '../../kernel/civil-date.ts';
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

export interface UserView {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  /** `agencyCode` is null for a role held for the whole city. */
  readonly roles: readonly { readonly role: string; readonly agencyCode: string | null }[];
}

export interface SessionView {
  readonly token: string;
  readonly expiresAt: string;
  readonly user: UserView;
}

export interface SelfView extends UserView {
  /** What the user may do; the console shows nothing else. */
  readonly permissions: readonly string[];
}

export const toSessionView = (
  { token, expiresAt, identity }: { readonly token: string; readonly expiresAt: Date; readonly identity: Identity },
  timeZone: string,
): SessionView => ({ token, expiresAt: toRfc3339(expiresAt, timeZone), user: toUserView(identity) });

const toUserView = ({ id, username, displayName, roles }: Identity): UserView => ({ id, username, displayName, roles });

export const toSelfView = ({ id, username, name, roles, permissions }: Actor): SelfView => ({
  id,
  username,
  displayName: name,
  roles,
  permissions: [...permissions].sort(),
});
