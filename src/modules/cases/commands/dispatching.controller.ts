import { Body, Controller, UseInterceptors } from '@nestjs/common';
import { Allow, VersionETag } from '../../../platform/http/index.ts';
import { type CaseView, toCaseView } from '../case-view.dto.ts';
import type { Call } from '../domain/call.ts';
import { CaseDesk } from './case-desk.service.ts';
import { CaseCommands } from './case-commands.service.ts';
import { CommandCall, CommandRoute } from './call.dto.ts';
import { DispatchDto, ReturnDto, TransferDto } from './dispatching.dto.ts';

/** Which agency has a case. */
@Controller('cases')
@UseInterceptors(VersionETag)
export class DispatchingController {
  constructor(
    private readonly commands: CaseCommands,
    private readonly desk: CaseDesk,
  ) {}

  /** Send a case that nobody has to an agency (派案). */
  @CommandRoute('dispatch')
  @Allow('case.dispatch')
  async dispatch(@CommandCall() call: Call, @Body() body: DispatchDto): Promise<CaseView> {
    return toCaseView(
      await this.commands.execute(call, this.desk.dispatch(body.agencyCode, body.coAgencyCodes ?? [], body.reason)),
    );
  }

  /** Give the case back to the dispatcher (退件). */
  @CommandRoute('return')
  @Allow('case.return')
  async giveBack(@CommandCall() call: Call, @Body() body: ReturnDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, this.desk.giveBack(body.reason, body.proposedAgencyCode ?? null)));
  }

  /** Hand the case to another agency (改分). The petitioner is told; the citizen's clock keeps running. */
  @CommandRoute('transfer')
  @Allow('case.transfer')
  async transfer(@CommandCall() call: Call, @Body() body: TransferDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, this.desk.transfer(body.agencyCode, body.reason)));
  }
}
