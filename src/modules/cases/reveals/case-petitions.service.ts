import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { IdentityViews, PetitionNotFound } from '../../petitions/index.ts';
import { type CasePetition, CaseFileReadModel, type SeenPetition } from '../case-file.read-model.ts';
import { lookingAt } from '../stand-in.repository.ts';
import { RevealRepository } from './reveal.repository.ts';

/** The petitions of a case, for somebody: with the petitioners that were revealed to them, and with what everybody sees of the others. */
@Injectable()
export class CasePetitions {
  constructor(
    private readonly file: CaseFileReadModel,
    private readonly reveals: RevealRepository,
    private readonly views: IdentityViews,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Records that they were seen. @throws CaseNotFound */
  async list(actor: Actor, caseNo: string): Promise<SeenPetition[]> {
    const seen = await this.look(actor, await this.file.petitions(actor, caseNo));
    const views = seen.flatMap(({ petitionId, revealed }) =>
      revealed === null ? [] : [{ petitionId, ground: 'REVEAL' as const, groundId: revealed.id }],
    );
    if (views.length > 0) await this.views.record(await lookingAt(this.database, actor, seen[0]!.caseId), views);
    return seen;
  }

  /** One of them, to be revealed. @throws CaseNotFound, PetitionNotFound */
  async find(actor: Actor, caseNo: string, petitionNo: string): Promise<CasePetition> {
    const petitions = await this.file.petitions(actor, caseNo);
    const petition = petitions.find((one) => one.petitionNo === petitionNo);
    if (!petition) throw new PetitionNotFound();
    return petition;
  }

  /** One petition, by its number alone, for those who may act on the case that answers it. @throws PetitionNotFound */
  async seen(actor: Actor, petitionNo: string): Promise<SeenPetition> {
    const petition = await this.find(actor, await this.file.caseOf(actor, petitionNo), petitionNo);
    const [seen] = await this.look(actor, [petition]);
    return seen!;
  }

  private async look(actor: Actor, petitions: readonly CasePetition[]): Promise<SeenPetition[]> {
    const at = this.clock.now();
    const ids = petitions.map(({ petitionId }) => petitionId);
    const running = new Map(
      (await this.reveals.running(this.database, actor.id, ids, at)).map((reveal) => [reveal.petitionId, reveal]),
    );
    const mayKnowSecrets = running.size > 0 && (await this.isCustodian(actor, petitions[0]!.caseId, at));
    return petitions.map((petition) => {
      const reveal = running.get(petition.petitionId) ?? null;
      return { ...petition, revealed: petition.secret && !mayKnowSecrets ? null : reveal };
    });
  }

  /** Asked again with every look: who is dismissed, or whose case has become a secret, sees no more at once. */
  private async isCustodian(actor: Actor, caseId: string, at: Date): Promise<boolean> {
    return (await this.reveals.standing(this.database, actor, caseId, at)).custodian;
  }
}
