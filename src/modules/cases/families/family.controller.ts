import { Body, Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { Allow, CurrentActor, ListOf, type Page, pageOfRows, PageQuery, VersionETag } from '../../../platform/http/index.ts';
import { CaseNames } from '../case-names.service.ts';
import { CaseNumber, type CaseView, toCaseView } from '../case-view.dto.ts';
import { CommandCall, CommandRoute } from '../commands/call.dto.ts';
import { CaseCommands } from '../commands/case-commands.service.ts';
import type { Call } from '../domain/call.ts';
import { ChildView, ClearParentDto, SetParentDto } from './family.dto.ts';
import { type ChildCase, FamilyReadModel } from './family.read-model.ts';
import { Families } from './family.service.ts';

/** Cases that belong together and are worked on apart. */
@Controller('cases')
export class FamilyController {
  constructor(
    private readonly families: Families,
    private readonly reader: FamilyReadModel,
    private readonly commands: CaseCommands,
    private readonly names: CaseNames,
  ) {}

  /** Make another case this one's parent (母案), which is not closed before this one is. */
  @CommandRoute('set-parent')
  @Allow('case.group')
  @UseInterceptors(VersionETag)
  async setParent(@CommandCall() call: Call, @Body() { parentCaseNo, reason }: SetParentDto): Promise<CaseView> {
    return toCaseView(await this.commands.after(call.actor, await this.families.setParent(call, parentCaseNo, reason)));
  }

  /** Take the case out of its family. */
  @CommandRoute('clear-parent')
  @Allow('case.group')
  @UseInterceptors(VersionETag)
  async clearParent(@CommandCall() call: Call, @Body() { reason }: ClearParentDto): Promise<CaseView> {
    return toCaseView(await this.commands.after(call.actor, await this.families.clearParent(call, reason)));
  }

  /** The children of a case (子案), the one due first first. */
  @Get(':caseNo/children')
  @Allow('case.read')
  @ListOf(ChildView)
  async children(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @Query() query: PageQuery,
  ): Promise<Page<ChildView>> {
    const children = await this.reader.children(actor, caseNo);
    return pageOfRows(
      children,
      query,
      ({ id }) => id,
      (child) => this.show(child),
    );
  }

  private show({ caseNo, status, dueAfterParent, ...child }: ChildCase): ChildView {
    return {
      caseNo,
      status,
      dueAfterParent,
      category: this.names.category(child.categoryCode),
      leadAgency: this.names.agency(child.leadAgencyCode),
      dueAt: this.names.write(child.dueAt),
      closedAt: child.closedAt && this.names.write(child.closedAt),
    };
  }
}
