import { Body, Controller, UseInterceptors } from '@nestjs/common';
import { Allow, VersionETag } from '../../../platform/http/index.ts';
import { type CaseView, toCaseView } from '../case-view.dto.ts';
import { CommandCall, CommandRoute } from '../commands/call.dto.ts';
import { CaseCommands } from '../commands/case-commands.service.ts';
import type { Call } from '../domain/call.ts';
import { SupplementDesk } from './supplement-desk.service.ts';
import { ReceiveSupplementDto, RequestSupplementDto } from './supplement.dto.ts';

/** A question to the petitioner, and its answer (補正). */
@Controller('cases')
@UseInterceptors(VersionETag)
export class SupplementController {
  constructor(
    private readonly commands: CaseCommands,
    private readonly desk: SupplementDesk,
  ) {}

  /**
   * Ask the petitioner of the first petition, or of the next whose petitioner can be reached; whether the clock stands still meanwhile is the
   * city's policy for the category.
   */
  @CommandRoute('request-supplement')
  @Allow('case.supplement')
  async request(@CommandCall() call: Call, @Body() { question, replyWithinDays }: RequestSupplementDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, await this.desk.request(call.caseNo, question, replyWithinDays)));
  }

  /** Write down an answer that came by telephone or at the counter. */
  @CommandRoute('receive-supplement')
  @Allow('case.receive_supplement')
  async receive(@CommandCall() call: Call, @Body() { text, attachmentIds }: ReceiveSupplementDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, this.desk.receive(text, attachmentIds ?? [])));
  }
}
