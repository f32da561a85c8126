import { Body, Controller, UseInterceptors } from '@nestjs/common';
import { Allow, VersionETag } from '../../../platform/http/index.ts';
import { type CaseView, toCaseView } from '../case-view.dto.ts';
import { CommandCall, CommandRoute } from '../commands/call.dto.ts';
import { CaseCommands } from '../commands/case-commands.service.ts';
import type { Call } from '../domain/call.ts';
import { RecusalDesk } from './recusal-desk.service.ts';
import { RecusalDto } from './recusal.dto.ts';

/** Who may not work on a case (迴避). */
@Controller('cases')
@UseInterceptors(VersionETag)
export class RecusalController {
  constructor(
    private readonly commands: CaseCommands,
    private readonly desk: RecusalDesk,
  ) {}

  /** Keep somebody, or an agency, that the complaint names from the case; they are taken off it and do not see it any more. */
  @CommandRoute('recuse')
  @Allow('case.recuse')
  async recuse(@CommandCall() call: Call, @Body() body: RecusalDto): Promise<CaseView> {
    const who = await this.desk.find(body);
    return toCaseView(await this.commands.execute(call, { type: 'recuse', ...who, reason: body.reason }));
  }

  /** Let them work on it again. */
  @CommandRoute('lift-recusal')
  @Allow('case.recuse')
  async lift(@CommandCall() call: Call, @Body() body: RecusalDto): Promise<CaseView> {
    const who = await this.desk.find(body);
    return toCaseView(await this.commands.execute(call, { type: 'lift-recusal', ...who, reason: body.reason }));
  }
}
