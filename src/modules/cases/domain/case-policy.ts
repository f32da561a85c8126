/** What a city decides about the life of its cases. A part of its city pack: `cases` in city.json. */
export abstract class CasePolicy {
  /** Days of 24 hours after its end in which a case may be taken up again. */
  abstract readonly reopenWithinDays: number;
  /** Working days in which it is decided who has a case that was given back. */
  abstract readonly returnDecisionDays: number;
  /** Minutes for which who petitioned is shown to somebody who said what for. */
  abstract readonly revealMinutes: number;
}
