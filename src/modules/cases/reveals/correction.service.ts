import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { Facts } from '../../../platform/facts/index.ts';
import {
  correctPetitioner,
  petitionerCorrected,
  type Petitioner,
  PetitionerCorrectionRepository,
} from '../../petitions/index.ts';
import type { SeenPetition } from '../case-file.read-model.ts';
import { lookingAt } from '../stand-in.repository.ts';
import { CasePetitions } from './case-petitions.service.ts';
import { NotRevealed } from './domain/reveal-errors.ts';

/** Puts right where petitioners can be reached. The petition itself stays as it was sent. */
@Injectable()
export class Corrections {
  constructor(
    private readonly database: Database,
    private readonly petitions: CasePetitions,
    private readonly corrections: PetitionerCorrectionRepository,
    private readonly facts: Facts,
    private readonly clock: Clock,
  ) {}

  /** The same correction again changes nothing. @throws PetitionNotFound, NotRevealed, InvalidInput */
  async correct(actor: Actor, petitionNo: string, sent: Partial<Petitioner>): Promise<SeenPetition> {
    const seen = await this.petitions.seen(actor, petitionNo);
    if (seen.revealed === null) throw new NotRevealed();
    const { petitionId: id, anonymous, identityLevel } = seen;
    return this.database.transaction(async (tx) => {
      const stored = await this.corrections.lock(tx, id);
      const correction = correctPetitioner(stored, sent, identityLevel);
      const { corrected, fields } = correction;
      if (fields.length === 0) return { ...seen, petitioner: corrected };
      const at = this.clock.now();
      await this.corrections.save(tx, { id, anonymous }, stored, correction, { accountId: actor.id, at });
      await this.facts.record(tx, await lookingAt(tx, actor, seen.caseId), [petitionerCorrected({ id, petitionNo }, fields)]);
      return { ...seen, petitioner: corrected, correctedAt: at };
    });
  }
}
