import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsNotEmpty, IsObject, IsOptional, ValidateNested } from 'class-validator';
import type { BilingualText } from '../../kernel/errors.ts';
import { IsAnswers, IsInstant, IsText, type Language } from '../../platform/http/index.ts';
import { LocationDto, type PlaceInput, toSentLocation } from '../geography/index.ts';
import type { Decision } from './domain/decide.ts';
import { type Channel, CHANNELS, type Nature, NATURES } from './domain/rule.ts';
import type { Trial } from './domain/trial.ts';

const CODE = 40;
const DESCRIPTION = 4_000;

/** A case to try the rules on. */
export class ExplainDto {
  @IsText(CODE)
  @IsNotEmpty()
  @IsOptional()
  categoryCode?: string | null;

  @ValidateNested()
  @Type(() => LocationDto)
  @IsObject()
  @IsOptional()
  location?: LocationDto | null;

  @IsIn(CHANNELS)
  @IsDefined()
  channel: Channel;

  @IsText(DESCRIPTION)
  @IsOptional()
  description?: string | null;

  @IsIn(NATURES)
  @IsOptional()
  nature?: Nature | null;

  /** Answers to the category's questions, by the question's code. */
  @IsAnswers()
  @IsObject()
  @IsOptional()
  answers?: Record<string, string> | null;

  /** When the case would be sent; now when left out. */
  @IsInstant()
  @IsOptional()
  at?: string | null;
}

export const toTrial = (sent: ExplainDto, now: Date): Trial => ({
  categoryCode: text(sent.categoryCode),
  location: toLocation(sent.location ?? {}),
  channel: sent.channel,
  nature: sent.nature ?? null,
  answers: sent.answers ?? {},
  at: sent.at ? new Date(sent.at) : now,
});

const text = (value: string | null | undefined): string | null => value?.trim() || null;

/** Null when nothing says where it is: a lamp pole without an address is not on the map yet. */
function toLocation(sent: LocationDto): PlaceInput | null {
  const location = toSentLocation(sent);
  const { lightPoleNo: _, ...onTheMap } = location;
  return Object.values(onTheMap).some((part) => part !== null) ? location : null;
}

export class ReasonView {
  code: string;
  text: string;
}

export class RunnerUpView {
  agencyCode: string;
  ruleId: string;
  lostBecause: string;
}

export class BorderView {
  withinMetres: number;
  otherDistrictCode: string;
}

/** Who gets a case and why. */
export class DecisionView {
  outcome: 'DISPATCHED' | 'TRIAGE';
  leadAgencyCode: string | null;
  coAgencyCodes: string[];
  ruleSetVersion: number;
  ruleId: string | null;
  reasons: ReasonView[];
  runnersUp: RunnerUpView[];
  border: BorderView | null;
  dueAt: string | null;
}

/** @param dueAt RFC 3339, or null for a case without a due instant */
export function toDecisionView(
  decision: Omit<Decision, 'sla'>,
  dueAt: string | null,
  language: Language = 'zh-TW',
): DecisionView {
  const say = (words: BilingualText): string => words[language];
  return {
    outcome: decision.outcome,
    leadAgencyCode: decision.leadAgencyCode,
    coAgencyCodes: [...decision.coAgencyCodes],
    ruleSetVersion: decision.ruleSetVersion,
    ruleId: decision.ruleId,
    reasons: decision.reasons.map((reason) => ({ code: reason.code, text: say(reason.text) })),
    runnersUp: decision.runnersUp.map(({ agencyCode, ruleId, lostBecause }) => ({
      agencyCode,
      ruleId,
      lostBecause: say(lostBecause),
    })),
    border: decision.border,
    dueAt,
  };
}
