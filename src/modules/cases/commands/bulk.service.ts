import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { type Language, NotAllowed, problemOf } from '../../../platform/http/index.ts';
import { Cases } from '../case.service.ts';
import { readCaseNo } from '../domain/case-number.ts';
import type { CaseCommand } from '../domain/case-lifecycle.ts';
import type { BulkCommand, BulkResult } from '../domain/bulk-command.ts';

/** What each command asks for when it is given alone. */
const PERMISSION: Readonly<Record<BulkCommand, string>> = {
  accept: 'case.accept',
  assign: 'case.assign',
  note: 'case.note',
  'approve-reply': 'case.approve',
};

const FAILED = { 'zh-TW': '系統發生錯誤', en: 'Something went wrong' };

/** Gives one command to many cases: each by itself, so that one that is refused holds up no other. */
@Injectable()
export class BulkCommands {
  private readonly logger = new Logger(BulkCommands.name);

  constructor(private readonly cases: Cases) {}

  /**
   * @param commandOf reads the command of whoever may give it
   * @throws NotAllowed, and what `commandOf` throws: the command could be given to no case at all
   */
  async execute(
    caller: Actor,
    type: BulkCommand,
    caseNos: readonly string[],
    commandOf: (actor: Actor) => Promise<CaseCommand>,
    language: Language,
  ): Promise<BulkResult[]> {
    const actor = actingBy(caller, PERMISSION[type]);
    const command = await commandOf(actor);
    const results: BulkResult[] = [];
    for (const caseNo of caseNos) results.push(await this.give(actor, caseNo, command, language));
    return results;
  }

  private async give(actor: Actor, caseNo: string, command: CaseCommand, language: Language): Promise<BulkResult> {
    try {
      const { version } = await this.cases.execute(actor, readCaseNo(caseNo), command, null);
      return { caseNo, status: 200, code: null, detail: null, version };
    } catch (error) {
      if (!(error instanceof DomainError)) {
        this.logger.error(error);
        return { caseNo, status: 500, code: 'internal.error', detail: FAILED[language], version: null };
      }
      const { status, code, text } = problemOf(error);
      return { caseNo, status, code, detail: text[language], version: null };
    }
  }
}

/** The caller with what a permission reaches. @throws NotAllowed */
function actingBy(caller: Actor, permission: string): Actor {
  const scope = caller.permissions.get(permission);
  if (scope === undefined) throw new NotAllowed();
  return { ...caller, onBehalfOf: caller.lenders?.get(permission) ?? null, scope: { ...scope, accountId: caller.id } };
}
