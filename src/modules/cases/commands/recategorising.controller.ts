import { Body, Controller, UseInterceptors } from '@nestjs/common';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, VersionETag } from '../../../platform/http/index.ts';
import { decisionPart } from '../../routing/index.ts';
import { type CaseView, toCaseView } from '../case-view.dto.ts';
import type { Call } from '../domain/call.ts';
import { CommandCall, CommandRoute } from './call.dto.ts';
import { CaseCommands } from './case-commands.service.ts';
import { RecategoriseDto } from './recategorising.dto.ts';
import { RecategoriseDesk } from './recategorise-desk.service.ts';

/** What a case is about. */
@Controller('cases')
@UseInterceptors(VersionETag)
export class RecategorisingController {
  constructor(
    private readonly commands: CaseCommands,
    private readonly desk: RecategoriseDesk,
    private readonly time: CityTime,
  ) {}

  /** Say that a case is about something else. The rules are asked again: another agency may get it, and it has the time of its new category. */
  @CommandRoute('recategorise')
  @Allow('case.recategorise')
  async recategorise(@CommandCall() call: Call, @Body() body: RecategoriseDto): Promise<CaseView> {
    const { command, decision } = await this.desk.look(call, body);
    return toCaseView(await this.commands.execute(call, command, ({ id }) => decisionPart(decision, id, this.time.now())));
  }
}
