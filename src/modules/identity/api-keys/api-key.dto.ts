import type { PipeTransform } from '@nestjs/common';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  isUUID,
  Max,
  Min,
} from 'class-validator';
import { InvalidInput } from '../../../kernel/errors.ts';
import type { Agency } from '../../agencies/index.ts';
import { IsFilled, IsInstant, IsText } from '../../../platform/http/index.ts';
import {
  type ApiKeyDraft,
  ApiKeyNotFound,
  MACHINE_PERMISSIONS,
  type MachinePermission,
  type OwnedApiKey,
} from './domain/api-key.ts';

/** Reads the id of a key in an address; what is no id names none. */
export class ApiKeyId implements PipeTransform<string, string> {
  transform(typed: string): string {
    if (!isUUID(typed)) throw new ApiKeyNotFound();
    return typed;
  }
}

const MOST_AGENCIES = 200;
const USUAL_PER_MINUTE = 60;
const MOST_PER_MINUTE = 6_000;
const USUAL_OVERLAP_HOURS = 24;
const MOST_OVERLAP_HOURS = 168;

export class ApiKeyDto {
  /** Who calls, in words: it stands in the record of everything that is done with the key. */
  @IsText(100)
  @IsFilled()
  @IsDefined()
  name: string;

  /** The account of who answers for it, with which it ends; the caller when left out. */
  @IsUUID()
  @IsOptional()
  ownerId?: string | null;

  @IsIn(MACHINE_PERMISSIONS, { each: true })
  @ArrayUnique()
  @ArrayNotEmpty()
  @IsArray()
  @IsDefined()
  scopes: MachinePermission[];

  /** Cases of these agencies; the whole city's when left out. */
  @IsText(20, { each: true })
  @ArrayUnique()
  @ArrayMaxSize(MOST_AGENCIES)
  @ArrayNotEmpty()
  @IsArray()
  @IsOptional()
  agencyCodes?: string[] | null;

  /** Requests in a minute; 60 when left out. */
  @Max(MOST_PER_MINUTE)
  @Min(1)
  @IsInt()
  @IsOptional()
  perMinute?: number | null;

  /** At most a year from now. */
  @IsInstant()
  @IsDefined()
  expiresAt: string;
}

export class RotateApiKeyDto {
  /** For so long the secret before works as well; 24 when left out. */
  @Max(MOST_OVERLAP_HOURS)
  @Min(0)
  @IsInt()
  @IsOptional()
  overlapHours?: number | null;

  /** As before when left out. */
  @IsInstant()
  @IsOptional()
  expiresAt?: string | null;
}

export class ApiKeyOwnerView {
  id: string;
  displayName: string;
}

export class ApiKeyView {
  id: string;
  name: string;
  owner: ApiKeyOwnerView;
  scopes: string[];
  /** Null: the whole city. */
  agencyCodes: string[] | null;
  perMinute: number;
  createdAt: string;
  expiresAt: string;
  /** To the minute. */
  lastUsedAt: string | null;
  revokedAt: string | null;
}

export class MadeApiKeyView {
  id: string;
  /** For `X-Api-Key`. Told here and never again: null when the same `Idempotency-Key` was answered before. */
  key: string | null;
}

/** @throws InvalidInput when an agency is unknown */
export function toApiKeyDraft(body: ApiKeyDto, callerId: string, find: (code: string) => Agency | undefined): ApiKeyDraft {
  const { name, ownerId, scopes, agencyCodes, perMinute, expiresAt } = body;
  if (agencyCodes?.some((code) => find(code) === undefined) === true) {
    const text = { 'zh-TW': '查無此機關', en: 'names an agency that does not exist' };
    throw new InvalidInput([{ field: 'agencyCodes', code: 'agency.unknown', text }]);
  }
  return {
    name,
    ownerId: ownerId ?? callerId,
    scopes,
    agencyCodes: agencyCodes ?? null,
    perMinute: perMinute ?? USUAL_PER_MINUTE,
    expiresAt: new Date(expiresAt),
  };
}

export const toRotation = ({
  overlapHours,
  expiresAt,
}: RotateApiKeyDto): readonly [overlapHours: number, expiresAt: Date | null] => [
  overlapHours ?? USUAL_OVERLAP_HOURS,
  typeof expiresAt === 'string' ? new Date(expiresAt) : null,
];

export const toApiKeyView = (key: OwnedApiKey, write: (at: Date) => string): ApiKeyView => ({
  id: key.id,
  name: key.name,
  owner: { id: key.ownerId, displayName: key.ownerName },
  scopes: [...key.scopes],
  agencyCodes: key.agencyCodes === null ? null : [...key.agencyCodes],
  perMinute: key.perMinute,
  createdAt: write(key.createdAt),
  expiresAt: write(key.expiresAt),
  lastUsedAt: key.lastUsedAt && write(key.lastUsedAt),
  revokedAt: key.revokedAt && write(key.revokedAt),
});
