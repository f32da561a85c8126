import { IsIn, IsOptional, isUUID } from 'class-validator';
import { BadPageCursor, decodeCursor, isInstant, IsText, PageQuery } from '../../platform/http/index.ts';
import { NOT_ASKED_TEXTS } from './domain/eligibility.ts';
import { ENDED_TEXTS } from './domain/survey-end.ts';
import {
  SURVEY_STATES,
  type SurveyCursor,
  type SurveyFilter,
  type SurveyReason,
  type SurveyRecord,
  type SurveyState,
} from './survey-record.read-model.ts';

const CASE_NO = 40;

const REASON_TEXTS = { ...NOT_ASKED_TEXTS, ...ENDED_TEXTS };
const REASONS = Object.keys(REASON_TEXTS) as SurveyReason[];

export class SurveyQuery extends PageQuery {
  @IsIn(SURVEY_STATES)
  @IsOptional()
  state?: SurveyState;

  /** Why there is no answer. */
  @IsIn(REASONS)
  @IsOptional()
  reason?: SurveyReason;

  @IsText(CASE_NO)
  @IsOptional()
  caseNo?: string;
}

/** Why a survey has no answer. */
export class SurveyReasonView {
  code: string;
  text: string;
}

/** What became of asking one petitioner after one closing. */
export class SurveyRecordView {
  id: string;
  caseNo: string;
  petitionNo: string;
  /** Which closing of the case it asks about: 1 for the first. */
  closing: number;
  state: string;
  /** Why there is no answer; null when there is one or can still be. */
  reason: SurveyReasonView | null;
  /** When it was decided whether the petitioner is asked. */
  offeredAt: string;
  /** The first instant at which an answer is late; null when it was not sent. */
  expiresAt: string | null;
  remindedAt: string | null;
  answeredAt: string | null;
  overall: number | null;
  /** How the answer came; null when there is none. */
  channel: string | null;
}

export const toSurveyFilter = ({ state, reason, caseNo }: SurveyQuery, at: Date): SurveyFilter => ({
  state: state ?? null,
  reason: reason ?? null,
  caseNo: caseNo?.trim() || null,
  at,
});

export function toSurveyRecordView(
  record: SurveyRecord,
  language: 'zh-TW' | 'en',
  write: (at: Date) => string,
): SurveyRecordView {
  const { reason, offeredAt, expiresAt, remindedAt, answeredAt, ...same } = record;
  return {
    ...same,
    reason: reason && { code: reason, text: REASON_TEXTS[reason][language] },
    offeredAt: write(offeredAt),
    expiresAt: expiresAt && write(expiresAt),
    remindedAt: remindedAt && write(remindedAt),
    answeredAt: answeredAt && write(answeredAt),
  };
}

export const cursorOfSurvey = ({ offeredAt, id }: SurveyRecord): readonly string[] => [offeredAt.toISOString(), id];

/** @throws BadPageCursor */
export function toSurveyCursor(cursor: string | undefined): SurveyCursor | null {
  if (cursor === undefined) return null;
  const [offeredAt, id] = decodeCursor(cursor, 2) as [string, string];
  if (!isInstant(offeredAt) || !isUUID(id)) throw new BadPageCursor();
  return { offeredAt: new Date(offeredAt), id };
}
