import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsDefined, IsIn, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { type CivilDate, civilDate } from '../../../kernel/civil-date.ts';
import { IsDay, IsEmailAddress, IsFilled, IsText, PageQuery } from '../../../platform/http/index.ts';
import { type Role, type RoleGrant, ROLES } from '../domain/role.ts';
import { RoleView } from '../session.dto.ts';
import type { ListedAccount } from './account-list.read-model.ts';
import { ACCOUNT_STATES, type AccountState } from './domain/managed-account.ts';

const NAME = 100;
const ADDRESS = 254;
const REASON = 500;
const MOST_ROLES = 20;

export class RoleDto {
  @IsIn(ROLES)
  @IsDefined()
  role: Role;

  /** Of a role that is held at one agency. */
  @IsText(50)
  @IsOptional()
  agencyCode?: string | null;

  /** Of a role that looks after the whole city, when it is held for the cases of one district only. */
  @IsText(50)
  @IsOptional()
  districtCode?: string | null;
}

export class AccountDetailsDto {
  @IsText(NAME)
  @IsFilled()
  @IsDefined()
  displayName: string;

  /** Where links to choose a password go. Without one an administrator hands over a first password. */
  @MaxLength(ADDRESS)
  @IsEmailAddress()
  @IsOptional()
  email?: string | null;

  @ValidateNested({ each: true })
  @Type(() => RoleDto)
  @ArrayMaxSize(MOST_ROLES)
  @ArrayNotEmpty()
  @IsArray()
  @IsDefined()
  roles: RoleDto[];

  /** Of a temporary account: its last day. */
  @IsDay()
  @IsOptional()
  expiresOn?: string | null;
}

export class AccountRequestDto extends AccountDetailsDto {
  @IsText(NAME)
  @IsDefined()
  username: string;

  /** What the account is for. */
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}

export class AccountChangeDto extends AccountDetailsDto {
  /** Why the roles are others. */
  @IsText(REASON)
  @IsOptional()
  reason?: string | null;
}

export class AccountReasonDto {
  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}

export class AccountQuery extends PageQuery {
  @IsIn(ACCOUNT_STATES)
  @IsOptional()
  state?: AccountState;

  @IsIn(ROLES)
  @IsOptional()
  role?: Role;

  @IsText(50)
  @IsOptional()
  agency?: string;

  /** Part of a username, a name or an e-mail address. */
  @IsText(NAME)
  @IsOptional()
  q?: string;
}

export class AccountPersonView {
  id: string;
  displayName: string;
}

export class AccountView {
  id: string;
  username: string;
  displayName: string;
  email: string | null;
  roles: RoleView[];
  /** `REQUESTED`, `ACTIVE`, `DISABLED` or `REJECTED`. */
  state: AccountState;
  /** Of a demonstration; there are none in production. */
  demonstration: boolean;
  /** The last day of a temporary account. */
  expiresOn: string | null;
  /** Null when nobody asked for it: made at the command line, or for a demonstration. */
  requestedBy: AccountPersonView | null;
  requestedAt: string | null;
  reason: string | null;
  approvedBy: AccountPersonView | null;
  approvedAt: string | null;
  createdAt: string;
  disabledAt: string | null;
  /** `ADMINISTRATOR`, `IDLE` or `EXPIRED`. */
  disabledGround: string | null;
  disabledReason: string | null;
  lastSignedInAt: string | null;
  lockedUntil: string | null;
}

export class ApprovedAccountView extends AccountView {
  /** Shown here and nowhere else; null when the holder was sent a link. */
  initialPassword: string | null;
}

export class InitialPasswordView {
  /** Shown here and nowhere else; null when the holder was sent a link. */
  initialPassword: string | null;
}

/** Writes instants and days as answers do. */
export interface AccountWriter {
  write(at: Date): string;
  lastDayBefore(end: Date): string;
}

export const toRoles = (roles: readonly RoleDto[]): RoleGrant[] =>
  roles.map(({ role, agencyCode, districtCode }) => ({
    ...{ role, agencyCode: agencyCode ?? null },
    ...(districtCode !== undefined && districtCode !== null && { districtCode }),
  }));

export const toWantedAccount = ({ displayName, email, roles, expiresOn }: AccountDetailsDto) => ({
  displayName,
  email: email ?? null,
  roles: toRoles(roles),
  expiresOn: toDay(expiresOn),
});

const toDay = (day: string | null | undefined): CivilDate | null => (day === null || day === undefined ? null : civilDate(day));

export function toAccountView(account: ListedAccount, writer: AccountWriter): AccountView {
  const at = (instant: Date | null): string | null => instant && writer.write(instant);
  const { id, username, displayName, email, roles, state, demonstration, disabledGround, disabledReason } = account;
  return {
    ...{ id, username, displayName, email, state, demonstration, disabledGround, disabledReason },
    roles: roles.map(({ role, agencyCode, districtCode = null }) => ({ role, agencyCode, districtCode })),
    expiresOn: account.expiresAt && writer.lastDayBefore(account.expiresAt),
    requestedBy: account.requestedBy && toPersonView(account.requestedBy),
    requestedAt: at(account.requestedAt),
    reason: account.requestReason,
    approvedBy: account.approvedBy && toPersonView(account.approvedBy),
    approvedAt: at(account.approvedAt),
    createdAt: writer.write(account.createdAt),
    disabledAt: at(account.disabledAt),
    lastSignedInAt: at(account.lastSignedInAt),
    lockedUntil: at(account.lockedUntil),
  };
}

const toPersonView = ({ id, name }: { readonly id: string; readonly name: string }): AccountPersonView => ({
  id,
  displayName: name,
});
