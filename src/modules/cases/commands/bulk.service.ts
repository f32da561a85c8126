import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { DomainError } from '../../../kernel/errors.ts';
import { type Language, NotAllowed, problemOf, readBody } from '../../../platform/http/index.ts';
import { Cases } from '../case.service.ts';
import { readCaseNo } from '../domain/case-number.ts';
import type { CaseCommand } from '../domain/case-lifecycle.ts';
import { ApprovalDto } from './approving.dto.ts';
import type { BulkCommand, BulkResultView } from './bulk.dto.ts';
import { CaseDesk } from './case-desk.service.ts';
import { AcceptDto, AssignDto, NoteDto } from './handling.dto.ts';

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

  constructor(
    private readonly cases: Cases,
    private readonly desk: CaseDesk,
  ) {}

  /** @throws NotAllowed, InvalidInput when the command could be given to no case at all */
  async execute(
    caller: Actor,
    type: BulkCommand,
    caseNos: readonly string[],
    body: object,
    language: Language,
  ): Promise<BulkResultView[]> {
    const actor = actingBy(caller, PERMISSION[type]);
    const command = await this.commandOf(actor, type, body);
    const results: BulkResultView[] = [];
    for (const caseNo of caseNos) results.push(await this.give(actor, caseNo, command, language));
    return results;
  }

  private async give(actor: Actor, caseNo: string, command: CaseCommand, language: Language): Promise<BulkResultView> {
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

  private async commandOf(actor: Actor, type: BulkCommand, body: object): Promise<CaseCommand> {
    switch (type) {
      case 'accept':
        return this.desk.accept(actor, (await readBody(AcceptDto, body, 'body')).handlerId ?? null);
      case 'assign':
        return this.desk.assign((await readBody(AssignDto, body, 'body')).handlerId);
      case 'note': {
        const note = await readBody(NoteDto, body, 'body');
        return this.desk.note(note.text, note.public ?? false, note.attachmentIds ?? []);
      }
      case 'approve-reply':
        return { type, note: (await readBody(ApprovalDto, body, 'body')).note ?? null };
    }
  }
}

/** The caller with what a permission reaches. @throws NotAllowed */
function actingBy(caller: Actor, permission: string): Actor {
  const scope = caller.permissions.get(permission);
  if (scope === undefined) throw new NotAllowed();
  return { ...caller, onBehalfOf: caller.lenders?.get(permission) ?? null, scope: { ...scope, accountId: caller.id } };
}
