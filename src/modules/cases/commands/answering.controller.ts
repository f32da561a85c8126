import { Body, Controller, UseInterceptors } from '@nestjs/common';
import { Allow, VersionETag } from '../../../platform/http/index.ts';
import { type CaseView, toCaseView } from '../case-view.dto.ts';
import type { Call } from '../domain/call.ts';
import { ReplyDesk } from '../replies/reply-desk.service.ts';
import { CaseDesk } from './case-desk.service.ts';
import { CaseCommands } from './case-commands.service.ts';
import { CommandCall, CommandRoute } from './call.dto.ts';
import { CloseDto, ReopenDto, SubmitReplyDto } from './answering.dto.ts';

/** How a case comes to its reply, and back. */
@Controller('cases')
@UseInterceptors(VersionETag)
export class AnsweringController {
  constructor(
    private readonly commands: CaseCommands,
    private readonly desk: CaseDesk,
    private readonly replies: ReplyDesk,
  ) {}

  /**
   * Hand in the reply: the leading agency's closes the case or waits for approval, where the city asks for one; a co-handler's answers
   * for its own part. What a program hands in for the leading agency waits for approval in any case: of the agency's head, where the city asks nobody.
   */
  @CommandRoute('submit-reply')
  @Allow('case.reply')
  async submitReply(@CommandCall() call: Call, @Body() body: SubmitReplyDto): Promise<CaseView> {
    const reply = this.desk.submitReply(body.text, body.outcome, body.attachmentIds ?? []);
    const command = { ...reply, ...(await this.replies.choose(call.caseNo, body)) };
    return toCaseView(await this.commands.execute(call, command));
  }

  /**
   * Close the case with its outcome and the reply (結案). Where replies are approved, whoever approves last may: over a reply that waits, unless
   * they handed it in or decided about it before; without one, unless they only stand in for that office.
   */
  @CommandRoute('close')
  @Allow('case.close')
  async close(@CommandCall() call: Call, @Body() body: CloseDto): Promise<CaseView> {
    const { legalRemedy } = await this.replies.choose(call.caseNo, body);
    const { outcome, reply, attachmentIds = [] } = body;
    return toCaseView(await this.commands.execute(call, { type: 'close', outcome, reply, legalRemedy, attachmentIds }));
  }

  /** Take a closed case up again (重啟). */
  @CommandRoute('reopen')
  @Allow('case.reopen')
  async reopen(@CommandCall() call: Call, @Body() body: ReopenDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, this.desk.reopen(body.reason, body.reasonCode ?? 'OTHER')));
  }
}
