import type { PipeTransform } from '@nestjs/common';
import { IsDefined, IsIn, IsOptional, isUUID } from 'class-validator';
import { parseReferenceNumber } from '../../../kernel/reference-number.ts';
import { BadPageCursor, decodeCursor, isInstant, IsText, PageQuery } from '../../../platform/http/index.ts';
import {
  type IdentityLevel,
  isSealed,
  type Petitioner,
  PETITIONER_FIELDS,
  PetitionerDetailsDto,
  showPetitioner,
} from '../../petitions/index.ts';
import type { SeenPetition } from '../case-file.read-model.ts';
import { type Reveal, REVEAL_PURPOSES, type RevealPurpose } from './domain/reveal.ts';
import type { ListedReveal, RevealCursor } from './reveal.read-model.ts';

const NOTE = 500;
const CODE = 40;

/** Reads the number of a petition in an address as somebody typed it; what is none is found nowhere, after the case was looked for. */
export class PetitionNumber implements PipeTransform<string, string> {
  transform(typed: string): string {
    return parseReferenceNumber('P', typed) ?? '';
  }
}

export class RevealDto {
  @IsIn(REVEAL_PURPOSES)
  @IsDefined()
  purpose: RevealPurpose;

  /** Needed for `LEGAL` and `OTHER`. Not the place for what is shown. */
  @IsText(NOTE)
  @IsOptional()
  note?: string | null;
}

/** Corrected details; what is left out, or sent as it is shown, stays as it is. `null` takes a detail away. */
export class CorrectionDto extends PetitionerDetailsDto {}

export const toCorrection = (sent: CorrectionDto): Partial<Petitioner> =>
  Object.fromEntries(
    PETITIONER_FIELDS.filter((field) => sent[field] !== undefined).map((field) => [field, sent[field]?.trim() || null]),
  );

/** Masked; of those who petitioned in confidence or without a name, `***`. In full for whom they were revealed to. */
export class PetitionerView {
  name: string | null;
  phone: string | null;
  email: string | null;
  address: string | null;
  /** Whether anything is withheld: that has `○` or `***` in it, and is refused as a detail. */
  masked: boolean;
}

/** One petition that a case answers. */
export class CasePetitionView {
  petitionNo: string;
  channel: string;
  receivedAt: string;
  registeredAt: string;
  subject: string;
  description: string;
  anonymous: boolean;
  confidential: boolean;
  /** `CONFIDENTIAL` also where the matter is confidential by its category. */
  identityLevel: IdentityLevel;
  preferredContact: string;
  petitioner: PetitionerView;
  /** Until when the petitioner is shown to the caller; null when they are not. */
  revealedUntil: string | null;
  /** When the petitioner's details were last corrected. */
  correctedAt: string | null;
}

/** Who petitioned, for some minutes. */
export class RevealedView {
  petitionNo: string;
  identityLevel: IdentityLevel;
  purpose: RevealPurpose;
  petitioner: PetitionerView;
  /** The Internet address from which a citizen sent it: to custodians, for `LEGAL` alone. */
  sentFrom: string | null;
  expiresAt: string;
}

type Write = (at: Date) => string;

export const toCasePetitionView = (petition: SeenPetition, write: Write): CasePetitionView => {
  const { caseId: _, petitionId: __, secret: ___, sentFrom: ____, revealed, petitioner, ...same } = petition;
  return {
    ...same,
    receivedAt: write(petition.receivedAt),
    registeredAt: write(petition.registeredAt),
    petitioner: showPetitioner(petitioner, petition.identityLevel, revealed !== null),
    revealedUntil: revealed && write(revealed.expiresAt),
    correctedAt: petition.correctedAt && write(petition.correctedAt),
  };
};

export const toRevealedView = (
  { petitionNo, identityLevel, petitioner }: Pick<SeenPetition, 'petitionNo' | 'identityLevel' | 'petitioner'>,
  sentFrom: string | null,
  { purpose, expiresAt }: Reveal,
  write: Write,
): RevealedView => ({
  petitionNo,
  identityLevel,
  purpose,
  petitioner: showPetitioner(petitioner, identityLevel, true),
  sentFrom,
  expiresAt: write(expiresAt),
});

export class RevealQuery extends PageQuery {
  @IsText(CODE)
  @IsOptional()
  caseNo?: string;
}

export class RevealPersonView {
  id: string;
  displayName: string;
}

/** That somebody was shown who petitioned. */
export class RevealView {
  id: string;
  caseNo: string;
  petitionNo: string;
  identityLevel: IdentityLevel;
  person: RevealPersonView;
  /** Whose place they took. */
  onBehalfOf: string | null;
  /** For which agency; null: for the whole city. */
  agencyCode: string | null;
  purpose: RevealPurpose;
  /** Of secrets, it is shown to the city alone. */
  note: string | null;
  revealedAt: string;
  expiresAt: string;
  /** When they first looked at the petition again while it was shown to them. */
  viewedAt: string | null;
}

export const toRevealView = (of: ListedReveal, cityWide: boolean, write: Write): RevealView => {
  const { id, caseNo, petitionNo, identityLevel, onBehalfOf, agencyCode, purpose } = of;
  return {
    ...{ id, caseNo, petitionNo, identityLevel, onBehalfOf, agencyCode, purpose },
    person: { id: of.accountId, displayName: of.person },
    note: isSealed(identityLevel) && !cityWide ? null : of.note,
    revealedAt: write(of.revealedAt),
    expiresAt: write(of.expiresAt),
    viewedAt: of.viewedAt && write(of.viewedAt),
  };
};

export const cursorOfReveal = ({ revealedAt, id }: ListedReveal): readonly string[] => [revealedAt.toISOString(), id];

/** @throws BadPageCursor */
export function toRevealCursor(cursor: string | undefined): RevealCursor | null {
  if (cursor === undefined) return null;
  const [revealedAt, id] = decodeCursor(cursor, 2) as [string, string];
  if (!isInstant(revealedAt) || !isUUID(id)) throw new BadPageCursor();
  return { revealedAt: new Date(revealedAt), id };
}
