import { Body, Controller, UseInterceptors } from '@nestjs/common';
import { Allow, VersionETag } from '../../../platform/http/index.ts';
import { type CaseView, toCaseView } from '../case-view.dto.ts';
import type { Call } from '../domain/call.ts';
import { CommandCall, CommandRoute } from './call.dto.ts';
import { CaseCommands } from './case-commands.service.ts';
import { CaseDesk } from './case-desk.service.ts';
import { NoActionDto, WithdrawDto } from './ending.dto.ts';

/** How a case ends without a reply to its matter. */
@Controller('cases')
@UseInterceptors(VersionETag)
export class EndingController {
  constructor(
    private readonly commands: CaseCommands,
    private readonly desk: CaseDesk,
  ) {}

  /** Leave a petition unprocessed on one of the legal grounds (不予處理); it stays registered and counted. */
  @CommandRoute('no-action')
  @Allow('case.no_action')
  async noAction(@CommandCall() call: Call, @Body() { ground, earlierCaseNo, note }: NoActionDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, await this.desk.noAction(call, ground, earlierCaseNo ?? null, note)));
  }

  /** End a case because its petitioner takes it back. */
  @CommandRoute('withdraw')
  @Allow('case.withdraw')
  async withdraw(@CommandCall() call: Call, @Body() { reason }: WithdrawDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, { type: 'withdraw', reason }));
  }
}
