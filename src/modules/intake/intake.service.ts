import { Injectable } from '@nestjs/common';
import type { Actor, ActorRef } from '../../kernel/actor.ts';
import { InvalidInput } from '../../kernel/errors.ts';
import type { Fact } from '../../kernel/fact.ts';
import { newId } from '../../kernel/ids.ts';
import { Database } from '../../platform/database/index.ts';
import type { Remember } from '../../platform/http/index.ts';
import { attachmentsLinked } from '../files/index.ts';
import { CaseNotFound, Cases, openCase } from '../cases/index.ts';
import { petitionRegistered, Petitions } from '../petitions/index.ts';
import type { Draft } from './domain/draft.ts';
import { unknownCase } from './domain/intake-errors.ts';
import type { Registered } from './domain/registered.ts';
import { caseBeginning, protectionOf, toNewPetition } from './domain/registration.ts';
import { IntakePlanner } from './intake-planner.service.ts';
import { IntakeRepository } from './intake.repository.ts';

/** Makes the answer of what was registered, and with it the row that an idempotency key is remembered by. */
export type RememberRegistered = (registered: Registered) => ReturnType<Remember>;

/** Takes petitions in. */
@Injectable()
export class Intake {
  constructor(
    private readonly planner: IntakePlanner,
    private readonly petitions: Petitions,
    private readonly cases: Cases,
    private readonly repository: IntakeRepository,
    private readonly database: Database,
  ) {}

  /**
   * Registers a petition, routes it and opens its case: decided in memory, written by one statement.
   *
   * @throws InvalidInput, OutsideCity, ExternalIdTaken, AttachmentUsed
   */
  async register(actor: ActorRef, draft: Draft, remember: RememberRegistered): Promise<Registered> {
    const plan = this.planner.plan(draft);
    const { at, year } = plan;
    const { attachmentIds } = draft;
    await this.repository.checkAttachments(this.database, actor, attachmentIds, at);
    const { petition, lookupCode } = await this.petitions.number(toNewPetition(actor, draft, plan.place, at), year);
    const beginning = { ...caseBeginning(petition, plan), caseNo: await this.cases.nextNumber(year) };
    const { opened, facts } = openCase(beginning, plan.opening, petition.id, { at, newId });
    const registered = { petitionNo: petition.petitionNo, lookupCode, case: opened, decision: plan.decision };
    await this.repository.register(this.database, {
      petition,
      opened,
      decision: plan.decision,
      actor,
      facts: [
        petitionRegistered(petition, opened.id, opened.status === 'AWAITING_CONFIRMATION'),
        ...facts,
        ...linkedTo(petition.id, attachmentIds),
      ],
      attachmentIds,
      calendar: plan.calendar,
      standstill: plan.standstill,
      remembered: remember(registered),
    });
    return registered;
  }

  /**
   * Registers a petition about something that is being worked on: it joins the case, and its citizen will be told the result.
   *
   * @throws InvalidInput – also when there is no such case –, OutsideCity, ExternalIdTaken, CaseIsFinal, MergeIntoUnconfirmed,
   *   MergeWouldLose
   */
  async join(actor: Actor, caseNo: string, draft: Draft, remember: RememberRegistered): Promise<Registered> {
    const { place, category, at, year } = this.planner.plan(draft);
    const { petition, lookupCode } = await this.petitions.number(toNewPetition(actor, draft, place, at), year);
    const { attachmentIds } = draft;
    return this.database.transaction(async (tx) => {
      await this.repository.checkAttachments(tx, actor, attachmentIds, at);
      await this.repository.insertPetition(tx, petition, attachmentIds);
      const joining = { ...protectionOf(petition, category), id: petition.id, receivedAt: petition.receivedAt };
      const joined = await this.cases.join(tx, actor, caseNo, joining).catch(namingTheField);
      const registered = { petitionNo: petition.petitionNo, lookupCode, case: joined, decision: null };
      const facts = [petitionRegistered(petition, joined.id, false), ...linkedTo(petition.id, attachmentIds)];
      await this.repository.finishJoin(tx, actor, facts, remember(registered));
      return registered;
    });
  }
}

const linkedTo = (petitionId: string, ids: readonly string[]): Fact[] =>
  attachmentsLinked(ids, { origin: 'PETITION', petitionId, caseId: null });

/** The case is a field of the petition here, not the address that was asked for. */
function namingTheField(error: unknown): never {
  throw error instanceof CaseNotFound ? new InvalidInput([unknownCase()]) : error;
}
