import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsNotEmpty, IsNumber, IsObject, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import type { BilingualText } from '../../kernel/errors.ts';
import { IsAnswers, IsInstant, IsText, type Language } from '../../platform/http/index.ts';
import type { PlaceInput } from '../geography/index.ts';
import type { Decision } from './domain/decide.ts';
import { type Channel, CHANNELS, type Nature, NATURES } from './domain/rule.ts';
import type { Trial } from './domain/trial.ts';

const CODE = 40;
const DESCRIPTION = 4_000;
const ADDRESS = 300;

/** Where it is. A point, an address or both; what is named in words decides where they disagree. */
export class TrialLocationDto {
  /** WGS 84, decimal degrees. */
  @Max(90)
  @Min(-90)
  @IsNumber()
  @IsOptional()
  lat?: number | null;

  @Max(180)
  @Min(-180)
  @IsNumber()
  @IsOptional()
  lng?: number | null;

  @IsText(ADDRESS)
  @IsOptional()
  address?: string | null;

  @IsText(CODE)
  @IsOptional()
  districtCode?: string | null;

  @IsText(CODE)
  @IsOptional()
  villageCode?: string | null;

  @IsText(ADDRESS)
  @IsOptional()
  landmark?: string | null;

  @IsText(CODE)
  @IsOptional()
  lightPoleNo?: string | null;
}

/** A case to try the rules on. */
export class ExplainDto {
  @IsText(CODE)
  @IsNotEmpty()
  @IsOptional()
  categoryCode?: string | null;

  @ValidateNested()
  @Type(() => TrialLocationDto)
  @IsObject()
  @IsOptional()
  location?: TrialLocationDto | null;

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
function toLocation({ lat, lng, lightPoleNo, ...words }: TrialLocationDto): PlaceInput | null {
  const [address, districtCode, villageCode, landmark] = [
    words.address,
    words.districtCode,
    words.villageCode,
    words.landmark,
  ].map(text);
  const known = [lat, lng, address, districtCode, villageCode, landmark].some((part) => part !== undefined && part !== null);
  return known ? { lat, lng, address, districtCode, villageCode, landmark, lightPoleNo: text(lightPoleNo) } : null;
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
