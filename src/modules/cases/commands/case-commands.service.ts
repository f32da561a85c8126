import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CaseNames } from '../case-names.service.ts';
import { CaseReadModel } from '../case.read-model.ts';
import { Cases } from '../case.service.ts';
import type { Call } from '../domain/call.ts';
import type { Sql } from '../../../platform/database/index.ts';
import type { CaseCommand } from '../domain/case-lifecycle.ts';
import type { Case } from '../domain/case.ts';
import type { CaseAtHand } from '../domain/case-surroundings.ts';

/** Gives commands to cases and tells what became of them. */
@Injectable()
export class CaseCommands {
  constructor(
    private readonly cases: Cases,
    private readonly reader: CaseReadModel,
    private readonly names: CaseNames,
  ) {}

  /** @throws what `Cases.execute` throws */
  async execute(
    { actor, caseNo, expectedVersion }: Call,
    command: CaseCommand,
    alongside?: (of: Case) => Sql | null,
  ): Promise<CaseAtHand> {
    return this.after(actor, await this.cases.execute(actor, caseNo, command, expectedVersion, alongside));
  }

  /** What is to be told of a case that was changed. */
  async after({ scope }: Actor, changed: Case): Promise<CaseAtHand> {
    const { of, handlers, strangers } = await this.reader.after(changed, scope);
    return { of, around: this.names.around(of, handlers), strangers };
  }
}
