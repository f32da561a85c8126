import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsUUID,
  ValidateNested,
} from 'class-validator';
import { MOST_FILES } from '../../kernel/file-kind.ts';
import { IsAnswers, IsFilled, IsInstant, IsText } from '../../platform/http/index.ts';
import { LocationDto, toSentLocation } from '../geography/index.ts';
import type { Draft } from './domain/draft.ts';
import { type Channel, CONTACTS, PetitionerDetailsDto, type PreferredContact, STAFF_CHANNELS } from '../petitions/index.ts';

const CODE = 40;
const SUBJECT = 200;
const DESCRIPTION = 4_000;

/** Who petitions. Everything may be left out. */
export class PetitionerDto extends PetitionerDetailsDto {
  @IsBoolean()
  @IsOptional()
  anonymous?: boolean;

  @IsBoolean()
  @IsOptional()
  confidential?: boolean;

  @IsIn(CONTACTS)
  @IsOptional()
  preferredContact?: PreferredContact;

  @IsIn(['zh-TW', 'en'])
  @IsOptional()
  language?: string;
}

/** What every channel takes. */
export class PublicPetitionDto {
  @IsText(CODE)
  @IsNotEmpty()
  @IsOptional()
  categoryCode?: string | null;

  @IsText(SUBJECT)
  @IsFilled()
  @IsDefined()
  subject: string;

  @IsText(DESCRIPTION)
  @IsFilled()
  @IsDefined()
  description: string;

  @ValidateNested()
  @Type(() => LocationDto)
  @IsObject()
  @IsOptional()
  location?: LocationDto | null;

  @ValidateNested()
  @Type(() => PetitionerDto)
  @IsObject()
  @IsOptional()
  petitioner?: PetitionerDto | null;

  /** Answers to the category's questions, by the question's code. */
  @IsAnswers()
  @IsObject()
  @IsOptional()
  answers?: Record<string, string> | null;

  @IsUUID(undefined, { each: true })
  @ArrayUnique()
  @ArrayMaxSize(MOST_FILES)
  @IsArray()
  @IsOptional()
  attachmentIds?: string[] | null;
}

/** What staff register for a citizen. */
export class StaffPetitionDto extends PublicPetitionDto {
  @IsIn(STAFF_CHANNELS)
  @IsDefined()
  channel: Channel;

  /** When the citizen said it; now when left out. Never in the future. */
  @IsInstant()
  @IsOptional()
  receivedAt?: string | null;

  @IsText(100)
  @IsOptional()
  callId?: string | null;

  /** A case that is worked on already: the petition joins it instead of opening one. A hazard joins a hazard only, a secret a secret. */
  @IsText(CODE)
  @IsOptional()
  joinCaseNo?: string | null;

  /** The number of the petition in the system it is taken over from; each is taken once. */
  @IsText(100)
  @IsNotEmpty()
  @IsOptional()
  externalId?: string | null;
}

const text = (value: string | null | undefined): string | null => value?.trim() || null;

const toPetitioner = (
  sent: PetitionerDto,
): Pick<Draft, 'petitioner' | 'anonymous' | 'confidential' | 'preferredContact' | 'language'> => ({
  petitioner: { name: text(sent.name), phone: text(sent.phone), email: text(sent.email), address: text(sent.address) },
  anonymous: sent.anonymous ?? false,
  confidential: sent.confidential ?? false,
  preferredContact: sent.preferredContact ?? null,
  language: sent.language ?? 'zh-TW',
});

/** A public petition as a draft. */
export const toPublicDraft = (sent: PublicPetitionDto, channel: Channel, sentFrom: string | null, now: Date): Draft => ({
  channel,
  sentFrom,
  categoryCode: text(sent.categoryCode),
  subject: sent.subject.trim(),
  description: sent.description.trim(),
  receivedAt: now,
  location: toSentLocation(sent.location ?? {}),
  ...toPetitioner(sent.petitioner ?? {}),
  answers: sent.answers ?? {},
  attachmentIds: sent.attachmentIds ?? [],
  callId: null,
  externalId: null,
  joinCaseNo: null,
});

/** What staff registered as a draft. */
export const toStaffDraft = (sent: StaffPetitionDto, now: Date): Draft => ({
  ...toPublicDraft(sent, sent.channel, null, now),
  receivedAt: sent.receivedAt ? new Date(sent.receivedAt) : now,
  callId: text(sent.callId),
  externalId: text(sent.externalId),
  joinCaseNo: text(sent.joinCaseNo),
});
