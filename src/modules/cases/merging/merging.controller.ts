import { Body, Controller, UseInterceptors } from '@nestjs/common';
import { Allow, VersionETag } from '../../../platform/http/index.ts';
import { type CaseView, toCaseView } from '../case-view.dto.ts';
import { CommandCall, CommandRoute } from '../commands/call.dto.ts';
import { CaseCommands } from '../commands/case-commands.service.ts';
import type { Call } from '../domain/call.ts';
import { MergeDto, UnmergeDto } from './merging.dto.ts';
import { Merges } from './merge.service.ts';

/** One case that answers for two. */
@Controller('cases')
@UseInterceptors(VersionETag)
export class MergingController {
  constructor(
    private readonly merges: Merges,
    private readonly commands: CaseCommands,
  ) {}

  /** Let another case answer for this one (併案): its petitions move there, and the time counts from the earlier receipt. */
  @CommandRoute('merge')
  @Allow('case.merge')
  async merge(@CommandCall() call: Call, @Body() { intoCaseNo, reason }: MergeDto): Promise<CaseView> {
    return toCaseView(await this.commands.after(call.actor, await this.merges.merge(call, intoCaseNo, reason)));
  }

  /** Take a merged case out again (解除併案): it goes on with its petitions as if it had never been merged. */
  @CommandRoute('unmerge')
  @Allow('case.merge')
  async unmerge(@CommandCall() call: Call, @Body() { reason }: UnmergeDto): Promise<CaseView> {
    return toCaseView(await this.commands.after(call.actor, await this.merges.unmerge(call, reason)));
  }
}
