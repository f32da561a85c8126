import { CaseForgetting } from '../modules/cases/index.ts';
import { AttachmentForgetting } from '../modules/files/index.ts';
import { MessageForgetting } from '../modules/notifications/index.ts';
import { PetitionForgetting } from '../modules/petitions/index.ts';
import { type Forgets, HoldForgetting } from '../modules/records/index.ts';
import { DecisionForgetting } from '../modules/routing/index.ts';
import { PrecedentForgetting } from '../modules/statistics/index.ts';
import { SurveyForgetting } from '../modules/surveys/index.ts';

/**
 * Every module that keeps what tells of a person. What is left is looked for in all tables by `retention.e2e.ts`: a module that is missing here
 * is found there, and a column of texts that nobody looked at yet by `forgetting.db.spec.ts`. Messages come before the case, by whose times digests are found.
 */
export const FORGETTING: readonly Forgets[] = [
  new MessageForgetting(),
  new AttachmentForgetting(),
  new PetitionForgetting(),
  new DecisionForgetting(),
  new SurveyForgetting(),
  new PrecedentForgetting(),
  new HoldForgetting(),
  new CaseForgetting(),
];
