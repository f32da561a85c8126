import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../../platform/database/index.ts';
import { type Case, Cases } from '../cases/index.ts';
import { ConfirmationTokens, type Petition, petitionConfirmed } from '../petitions/index.ts';
import { toDraft } from './domain/registration.ts';
import { IntakePlanner } from './intake-planner.service.ts';
import { IntakeRepository } from './intake.repository.ts';

/** Lets a petition of the mailbox go out when its citizen has followed the link. */
@Injectable()
export class Confirmations {
  constructor(
    private readonly tokens: ConfirmationTokens,
    private readonly planner: IntakePlanner,
    private readonly cases: Cases,
    private readonly repository: IntakeRepository,
    private readonly database: Database,
  ) {}

  /**
   * Routes the petition by the rules in force now and starts its clock. Following the link again changes nothing.
   *
   * @returns the petition's number
   * @throws ConfirmationNotFound, ConfirmationExpired
   */
  confirm(token: string): Promise<string> {
    return this.database.transaction(async (tx) => {
      const { petition, first } = await this.tokens.redeem(tx, token);
      if (first) await this.dispatch(tx, petition);
      return petition.petitionNo;
    });
  }

  private async dispatch(tx: Tx, petition: Petition): Promise<void> {
    const plan = this.planner.planConfirmed(toDraft(petition));
    const { opening, sla, dueAt } = plan;
    const confirmed: Case = await this.cases.confirm(tx, petition.id, {
      type: 'confirm',
      destination: opening.status === 'DISPATCHED' ? opening.destination : null,
      reasons: opening.status === 'TRIAGE' ? opening.reasons : [],
      sla,
      dueAt,
    });
    await this.repository.insertConfirmed(tx, {
      plan,
      confirmed,
      fact: petitionConfirmed(petition, confirmed.id),
    });
  }
}
