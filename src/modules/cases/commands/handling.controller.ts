import { Body, Controller, UseInterceptors } from '@nestjs/common';
import { Allow, VersionETag } from '../../../platform/http/index.ts';
import { type CaseView, toCaseView } from '../case-view.dto.ts';
import { isCityLevel } from '../domain/authority.ts';
import type { Call } from '../domain/call.ts';
import { CaseDesk } from './case-desk.service.ts';
import { DispatchDesk } from './dispatch-desk.service.ts';
import { CaseCommands } from './case-commands.service.ts';
import { CommandCall, CommandRoute } from './call.dto.ts';
import { AcceptDto, AssignDto, CoHandlerDto, NoteDto, TakeBackDto } from './handling.dto.ts';

/** Who works on a case. */
@Controller('cases')
@UseInterceptors(VersionETag)
export class HandlingController {
  constructor(
    private readonly commands: CaseCommands,
    private readonly desk: CaseDesk,
    private readonly dispatching: DispatchDesk,
  ) {}

  /** Take the case on (受理). */
  @CommandRoute('accept')
  @Allow('case.accept')
  async accept(@CommandCall() call: Call, @Body() body: AcceptDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, await this.desk.accept(call.actor, body.handlerId ?? null)));
  }

  /** Give the case to somebody of the agency (分派). */
  @CommandRoute('assign')
  @Allow('case.assign')
  async assign(@CommandCall() call: Call, @Body() body: AssignDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, await this.desk.assign(body.handlerId)));
  }

  /** Take back what nobody has begun: the head of an agency from a handler, a dispatcher from an agency. */
  @CommandRoute('take-back')
  @Allow('case.take_back')
  async takeBack(@CommandCall() call: Call, @Body() { reason }: TakeBackDto): Promise<CaseView> {
    const from = isCityLevel(call.actor.scope) ? 'AGENCY' : 'HANDLER';
    return toCaseView(await this.commands.execute(call, { type: 'take-back', from, reason }));
  }

  /** Let another agency help (平行派案); it answers for its part, and the leading agency replies for all. */
  @CommandRoute('add-co-handler')
  @Allow('case.co_handle')
  async addCoHandler(@CommandCall() call: Call, @Body() { agencyCode, reason }: CoHandlerDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, this.dispatching.addCoHandler(agencyCode, reason)));
  }

  /** Do without a co-handler; what it did is kept. */
  @CommandRoute('remove-co-handler')
  @Allow('case.co_handle')
  async removeCoHandler(@CommandCall() call: Call, @Body() { agencyCode, reason }: CoHandlerDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, { type: 'remove-co-handler', agencyCode, reason }));
  }

  /** Write something into the timeline. */
  @CommandRoute('note')
  @Allow('case.note')
  async note(@CommandCall() call: Call, @Body() body: NoteDto): Promise<CaseView> {
    return toCaseView(
      await this.commands.execute(call, this.desk.note(body.text, body.public ?? false, body.attachmentIds ?? [])),
    );
  }
}
