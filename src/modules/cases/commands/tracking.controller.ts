import { Body, Controller, UseInterceptors } from '@nestjs/common';
import { Allow, VersionETag } from '../../../platform/http/index.ts';
import { type CaseView, toCaseView } from '../case-view.dto.ts';
import type { Call } from '../domain/call.ts';
import { CommandCall, CommandRoute } from './call.dto.ts';
import { CaseCommands } from './case-commands.service.ts';
import { KeepPromiseDto, PromiseDto, TrackDto } from './tracking.dto.ts';
import { TrackingDesk } from './tracking-desk.service.ts';

/** How a closed case whose reply left something open is tracked until it is done (續列管). */
@Controller('cases')
@UseInterceptors(VersionETag)
export class TrackingController {
  constructor(
    private readonly commands: CaseCommands,
    private readonly desk: TrackingDesk,
  ) {}

  /**
   * Keep a closed case open until a day: the result of the first clock stays, a second one begins. For a case that is tracked already another
   * day, which all are told who were told the first.
   */
  @CommandRoute('track')
  @Allow('case.track')
  async track(@CommandCall() call: Call, @Body() { until, reason, level }: TrackDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, this.desk.track(until, reason, level ?? null)));
  }

  /** Promise a part of it for a day on the way, with reminders of its own. */
  @CommandRoute('promise')
  @Allow('case.promise')
  async promise(@CommandCall() call: Call, @Body() { text, until }: PromiseDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, this.desk.promise(text, until)));
  }

  /** Say that a promise has been kept. */
  @CommandRoute('keep-promise')
  @Allow('case.promise')
  async keepPromise(@CommandCall() call: Call, @Body() { promiseId, note }: KeepPromiseDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, { type: 'keep-promise', promiseId, note }));
  }
}
