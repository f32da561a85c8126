import { Body, Controller, UseInterceptors } from '@nestjs/common';
import { Allow, VersionETag } from '../../../platform/http/index.ts';
import { type CaseView, toCaseView } from '../case-view.dto.ts';
import type { Call } from '../domain/call.ts';
import { DispatchDesk } from './dispatch-desk.service.ts';
import { CaseCommands } from './case-commands.service.ts';
import { CommandCall, CommandRoute } from './call.dto.ts';
import { DispatchDto, ReturnDto, TransferDto } from './dispatching.dto.ts';

/** Which agency has a case. */
@Controller('cases')
@UseInterceptors(VersionETag)
export class DispatchingController {
  constructor(
    private readonly commands: CaseCommands,
    private readonly desk: DispatchDesk,
  ) {}

  /** Send a case that nobody has to an agency (派案). Of one that was given back for the first time, the head of the agency decides too. */
  @CommandRoute('dispatch')
  @Allow('case.dispatch')
  async dispatch(@CommandCall() call: Call, @Body() body: DispatchDto): Promise<CaseView> {
    return toCaseView(
      await this.commands.execute(call, this.desk.dispatch(call.actor, body.agencyCode, body.coAgencyCodes ?? [], body.reason)),
    );
  }

  /** Give the case back (退件). The agency stays responsible until its head or a dispatcher, from the second time on the city's level, has decided. */
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
