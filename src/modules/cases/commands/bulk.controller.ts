import { Body, Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { type FieldError, InvalidInput } from '../../../kernel/errors.ts';
import { Allow, CurrentActor, type Language, PreferredLanguage, readBody } from '../../../platform/http/index.ts';
import type { BulkCommand } from '../domain/bulk-command.ts';
import type { CaseCommand } from '../domain/case-lifecycle.ts';
import { ApprovalDto } from './approving.dto.ts';
import { BulkDto, type BulkView } from './bulk.dto.ts';
import { BulkCommands } from './bulk.service.ts';
import { CaseDesk } from './case-desk.service.ts';
import { AcceptDto, AssignDto, NoteDto } from './handling.dto.ts';

@Controller('cases')
export class BulkController {
  constructor(
    private readonly bulk: BulkCommands,
    private readonly desk: CaseDesk,
  ) {}

  /** Give one command to up to a hundred cases; each is answered for itself, and one that is refused holds up no other. */
  @Post('bulk')
  @HttpCode(HttpStatus.OK)
  @Allow('case.note')
  async give(@CurrentActor() actor: Actor, @Body() body: BulkDto, @PreferredLanguage() language: Language): Promise<BulkView> {
    const { command, caseNos } = body;
    const commandOf = (giver: Actor): Promise<CaseCommand> => this.commandOf(giver, command, body.body ?? {});
    const results = await this.bulk.execute(actor, command, caseNos, commandOf, language);
    const done = results.filter(({ status }) => status === 200).length;
    return { results, done, refused: results.length - done };
  }

  private async commandOf(actor: Actor, type: BulkCommand, body: object): Promise<CaseCommand> {
    switch (type) {
      case 'accept':
        return this.desk.accept(actor, (await readBody(AcceptDto, body, 'body')).handlerId ?? null);
      case 'assign':
        return this.desk.assign((await readBody(AssignDto, body, 'body')).handlerId);
      case 'note': {
        const note = await readBody(NoteDto, body, 'body');
        if (note.attachmentIds?.length) throw new InvalidInput([oneCaseOnly()]);
        return this.desk.note(note.text, note.public ?? false, []);
      }
      case 'approve-reply':
        return { type, note: (await readBody(ApprovalDto, body, 'body')).note ?? null };
    }
  }
}

/** An attachment belongs to one case. */
const oneCaseOnly = (): FieldError => ({
  field: 'body.attachmentIds',
  code: 'attachment.one_case_only',
  text: { 'zh-TW': '批次處理不能附加檔案', en: 'cannot be given to many cases at once' },
});
