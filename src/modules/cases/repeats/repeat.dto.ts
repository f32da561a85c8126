import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
  IsNumber,
  IsObject,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsEmailAddress, IsFilled, IsText } from '../../../platform/http/index.ts';
import type { Repeats } from './domain/find-repeats.ts';
import type { RepeatJudgement } from './domain/judge-repeat.ts';

const REASON = 2_000;
const CODE = 40;

export class CheckNewFactDto {
  /** Whether the petition says anything that was not answered before. */
  @IsBoolean()
  @IsDefined()
  newFact: boolean;

  @IsText(REASON)
  @IsFilled()
  @IsDefined()
  reason: string;
}

export class RepeatPointDto {
  @Max(90)
  @Min(-90)
  @IsNumber()
  @IsDefined()
  lat: number;

  @Max(180)
  @Min(-180)
  @IsNumber()
  @IsDefined()
  lng: number;
}

/** Somebody who is about to petition, and about what. */
export class RepeatQueryDto {
  @Matches(/^[0-9+()#*\s-]{0,30}$/)
  @MaxLength(30)
  @IsOptional()
  phone?: string | null;

  @IsEmailAddress()
  @MaxLength(254)
  @IsOptional()
  email?: string | null;

  @IsText(CODE)
  @IsOptional()
  categoryCode?: string | null;

  @ValidateNested()
  @Type(() => RepeatPointDto)
  @IsObject()
  @IsOptional()
  point?: RepeatPointDto | null;
}

/** An earlier case of the same person about the same matter. */
export class EarlierAnswerView {
  caseNo: string;
  closedAt: string;
  outcome: string | null;
  /** Answered, and not merely sent on to somebody else. */
  clear: boolean;
}

/** How often one person petitions. */
export class PersonRepeatsView {
  /** Those that the caller may see, the newest first. */
  earlier: EarlierAnswerView[];
  /** Of all earlier cases, those of other agencies among them. */
  clearReplies: number;
  /** Petitions about anything. */
  today: number;
  lastSevenDays: number;
  mass: boolean;
  /** Open cases that could be children of one parent (`set-parent`); hazards and new facts are never among them. */
  bundle: string[];
}

/** Whether the case may be left unprocessed as clearly answered before (行政程序法 §173 二). */
export class ClearlyAnsweredView {
  allowed: boolean;
  against: string[];
  earlierCaseNo: string | null;
}

export class RepeatFindingView {
  /** What a handler found about new facts; null when nobody has looked. */
  newFact: boolean | null;
  /** One for each petitioner who can be found again: nobody who petitions anonymously or in confidence. */
  petitioners: PersonRepeatsView[];
  clearlyAnswered: ClearlyAnsweredView;
}

type Write = (at: Date) => string;

export const toPersonRepeatsView = ({ earlier, bundle, ...same }: Repeats, write: Write): PersonRepeatsView => ({
  ...same,
  earlier: earlier
    .filter(({ visible }) => visible)
    .map(({ caseNo, closedAt, outcome, clear }) => ({ caseNo, closedAt: write(closedAt), outcome, clear })),
  bundle: [...bundle],
});

interface Finding {
  readonly newFact: boolean | null;
  readonly petitioners: readonly Repeats[];
  readonly clearlyAnswered: RepeatJudgement;
}

export const toRepeatFindingView = ({ newFact, petitioners, clearlyAnswered }: Finding, write: Write): RepeatFindingView => ({
  newFact,
  petitioners: petitioners.map((repeats) => toPersonRepeatsView(repeats, write)),
  clearlyAnswered: { ...clearlyAnswered, against: [...clearlyAnswered.against] },
});
