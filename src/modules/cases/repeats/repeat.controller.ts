import { Body, Controller, Get, Param, UseInterceptors } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Allow, CurrentActor, VersionETag } from '../../../platform/http/index.ts';
import { CaseNames } from '../case-names.service.ts';
import { CaseNumber, type CaseView, toCaseView } from '../case-view.dto.ts';
import { CommandCall, CommandRoute } from '../commands/call.dto.ts';
import { CaseCommands } from '../commands/case-commands.service.ts';
import type { Call } from '../domain/call.ts';
import { CheckNewFactDto, type RepeatFindingView, toRepeatFindingView } from './repeat.dto.ts';
import { RepeatFinder } from './repeat.service.ts';

/** Cases of petitioners who petition again. */
@Controller('cases')
export class RepeatController {
  constructor(
    private readonly finder: RepeatFinder,
    private readonly commands: CaseCommands,
    private readonly names: CaseNames,
  ) {}

  /** Whether the petitioners of a case were answered about its matter before (迭次陳情), and how often they petition. */
  @Get(':caseNo/repeats')
  @Allow('case.read')
  async ofCase(@CurrentActor() actor: Actor, @Param('caseNo', CaseNumber) caseNo: string): Promise<RepeatFindingView> {
    return toRepeatFindingView(await this.finder.ofCase(actor, caseNo), (at) => this.names.write(at));
  }

  /** Say whether a repeated petition holds anything new: with a new fact it is worked on like any other. */
  @CommandRoute('check-new-fact')
  @Allow('case.check_repeat')
  @UseInterceptors(VersionETag)
  async checkNewFact(@CommandCall() call: Call, @Body() { newFact, reason }: CheckNewFactDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, { type: 'check-new-fact', newFact, reason }));
  }
}
