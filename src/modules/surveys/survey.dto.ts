import { IsDefined, IsIn, IsInt, IsOptional } from 'class-validator';
import { type Answered, IsText } from '../../platform/http/index.ts';
import { QUESTIONS, SCALE_WORDS } from './domain/questions.ts';
import {
  COMMENT_LENGTH,
  LEAST_SCORE,
  MOST_SCORE,
  type Score,
  type SurveyAnswer,
  type SurveyDetails,
  type SurveyReceipt,
} from './domain/survey.ts';
import type { AskedSurvey } from './survey.read-model.ts';

const SCORES: readonly Score[] = [1, 2, 3, 4, 5];

/** What may be said with the first click or after it. */
export class SurveyDetailsDto {
  @IsIn(SCORES)
  @IsInt()
  @IsOptional()
  speed?: Score | null;

  @IsIn(SCORES)
  @IsInt()
  @IsOptional()
  attitude?: Score | null;

  @IsIn(SCORES)
  @IsInt()
  @IsOptional()
  result?: Score | null;

  @IsText(COMMENT_LENGTH)
  @IsOptional()
  comment?: string | null;
}

/** A citizen's answer: the first question is enough. */
export class SurveyAnswerDto extends SurveyDetailsDto {
  /** All in all: 1 very dissatisfied … 5 very satisfied. */
  @IsIn(SCORES)
  @IsInt()
  @IsDefined()
  overall: Score;
}

export class SurveyQuestionView {
  /** The field of the answer. */
  field: string;
  required: boolean;
  text: string;
}

export class SurveyScaleView {
  least: number;
  most: number;
  leastText: string;
  mostText: string;
}

/** What a survey asks, in the language of the petition. */
export class SurveyView {
  petitionNo: string;
  caseNo: string;
  /**
   * On a citizen's page telephone numbers, addresses of e-mail, numbers of identity cards and plates are left out, but for those
   * of offices.
   */
  subject: string;
  agency: string | null;
  /** The reply the citizen is asked about; on their page with the same left out. */
  reply: string | null;
  /** The first instant at which an answer is late. */
  expiresAt: string;
  language: string;
  scale: SurveyScaleView;
  questions: SurveyQuestionView[];
}

export class SurveyReceiptView {
  overall: number;
  answeredAt: string;
}

export const toSurveyReceipt = (
  { answer, ...same }: Answered<SurveyReceipt>,
  write: (at: Date) => string,
): Answered<SurveyReceiptView> => ({
  ...same,
  answer: { overall: answer.overall, answeredAt: write(new Date(answer.answeredAt)) },
});

export const toSurveyDetails = (body: SurveyDetailsDto): SurveyDetails => ({
  speed: body.speed ?? null,
  attitude: body.attitude ?? null,
  result: body.result ?? null,
  comment: body.comment?.trim() || null,
});

export const toSurveyAnswer = (body: SurveyAnswerDto): SurveyAnswer => ({ overall: body.overall, ...toSurveyDetails(body) });

export function toSurveyView(survey: AskedSurvey, write: (at: Date) => string): SurveyView {
  const language = survey.language === 'en' ? 'en' : 'zh-TW';
  return {
    petitionNo: survey.petitionNo,
    caseNo: survey.caseNo,
    subject: survey.subject,
    agency: language === 'en' ? survey.agencyNameEn : survey.agencyNameZh,
    reply: survey.reply,
    expiresAt: write(survey.expiresAt),
    language,
    scale: {
      least: LEAST_SCORE,
      most: MOST_SCORE,
      leastText: SCALE_WORDS.least[language],
      mostText: SCALE_WORDS.most[language],
    },
    questions: QUESTIONS.map(({ field, required, text }) => ({ field, required, text: text[language] })),
  };
}
