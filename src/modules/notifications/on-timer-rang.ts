import type { Tx } from '../../platform/database/index.ts';
import { On, type Reaction, type Stored } from '../../platform/facts/index.ts';
import type { TimerRang } from '../deadlines/index.ts';
import { AddresseeReadModel } from './addressee.read-model.ts';
import { type Occasion, proposalValues } from './domain/occasion.ts';
import { promiseWords, undecidedWords } from './domain/words.ts';
import { StaffMessages } from './staff-messages.service.ts';

/** The small clocks of cases remind those who have something to decide or to keep. */
@On<TimerRang>('timer.rang', ({ data }) => data.kind === 'RETURN' || data.kind === 'PROMISE')
export class RemindOfTimer implements Reaction<TimerRang> {
  constructor(
    private readonly staff: StaffMessages,
    private readonly addressees: AddresseeReadModel,
  ) {}

  async react(tx: Tx, { id: factId, subject: { id: caseId }, at, data }: Stored<TimerRang>): Promise<void> {
    const [what, step] = data.subject.split(':') as [string, string];
    if (data.kind === 'RETURN') await this.remindOfReturn(tx, { factId, caseId, at }, what, step);
    else await this.remindOfPromise(tx, { factId, caseId }, what, step);
  }

  /** Those who decide which agency has a case are reminded of one that was given or taken back. */
  private async remindOfReturn(
    tx: Tx,
    { at, ...cause }: Cause & Pick<Stored<TimerRang>, 'at'>,
    decidedBy: string,
    step: string,
  ): Promise<void> {
    const undecided = await this.addressees.undecided(tx, cause.caseId);
    if (undecided === null) return; // decided meanwhile
    const proposal = proposalValues(undecided.proposedAgencyName);
    const occasion: Occasion = {
      ...cause,
      template: 'undecided',
      values: (language) => ({ step: undecidedWords(step)[language], ...proposal(language) }),
    };
    await this.staff.tellDeciders(tx, occasion, { decidedBy, returnedBy: undecided.returnedBy }, at);
  }

  /** Whoever promised something is reminded of it; so is the city, where it watches over the case. */
  private async remindOfPromise(tx: Tx, cause: Cause, promiseId: string, step: string): Promise<void> {
    const promise = await this.addressees.openPromise(tx, cause.caseId, promiseId);
    if (promise === null) return; // kept meanwhile, or the case was closed
    const occasion: Occasion = {
      ...cause,
      template: 'promise',
      dueAt: promise.until,
      values: (language) => ({ step: promiseWords(step)[language], reason: promise.text }),
    };
    await this.staff.tellAgency(tx, occasion, promise.leadAgencyCode);
    if (promise.trackingLevel === 'CITY') await this.staff.tellCitySupervisors(tx, occasion);
  }
}

type Cause = Pick<Occasion, 'factId' | 'caseId'>;
