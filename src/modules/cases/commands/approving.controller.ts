import { Body, Controller, UseInterceptors } from '@nestjs/common';
import { Allow, VersionETag } from '../../../platform/http/index.ts';
import { type CaseView, toCaseView } from '../case-view.dto.ts';
import type { Call } from '../domain/call.ts';
import { ApprovalDto } from './approving.dto.ts';
import { CaseCommands } from './case-commands.service.ts';
import { CommandCall, CommandRoute } from './call.dto.ts';

/** Whether a reply goes out as it was handed in (線上簽核). */
@Controller('cases')
@UseInterceptors(VersionETag)
export class ApprovingController {
  constructor(private readonly commands: CaseCommands) {}

  /** Approve the reply (核定); the last approval closes the case with it. */
  @CommandRoute('approve-reply')
  @Allow('case.approve')
  async approve(@CommandCall() call: Call, @Body() { note = null }: ApprovalDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, { type: 'approve-reply', note }));
  }

  /** Give the reply back to whoever wrote it (退回). */
  @CommandRoute('reject-reply')
  @Allow('case.approve')
  async reject(@CommandCall() call: Call, @Body() { note = null }: ApprovalDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, { type: 'reject-reply', note }));
  }
}
