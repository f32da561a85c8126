/** Who asks those who are reached by telephone: a person, or a machine that reads the question out. */
export const CALLERS = ['OPERATOR', 'VOICE_RESPONSE'] as const;
export type SurveyCaller = (typeof CALLERS)[number];

/** What a city decides about its surveys. A part of its city pack: `survey` in city.json. */
export abstract class SurveyPolicy {
  /** Of a hundred petitioners who may be asked, how many are; 0–100. */
  abstract readonly percent: number;
  /** The same for single categories, by their codes, in place of `percent`. */
  abstract readonly percentByCategory: Readonly<Record<string, number>>;
  /** Whole days in which a person who was asked is not asked again, about whatever; 0: always asked. */
  abstract readonly quietDays: number;
  /** Whole days a citizen has for the answer, counted from the offer; 1 or more. */
  abstract readonly windowDays: number;
  /** An overall score up to this one is looked into by the city, and may be followed by a request to reopen; 1–4 of 5. */
  abstract readonly lowScore: number;
  /** Whole days after which an unanswered survey is reminded of, shorter than its window; 0: never. */
  abstract readonly remindAfterDays: number;
  /** Who calls first; what the machine could not ask by the time of the reminder a person asks. */
  abstract readonly calls: SurveyCaller;
  /** Attempts of operators to reach somebody, after which nobody tries again. */
  abstract readonly callAttempts: number;
  /** Minutes for which an operator has a call for themselves. */
  abstract readonly callClaimMinutes: number;
  /** Working days in which a citizen's request to reopen is decided. */
  abstract readonly reopenDecisionDays: number;
}
