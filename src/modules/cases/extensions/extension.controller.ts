import { Body, Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Allow, CurrentActor, ListOf, type Page, pageOfRows, PageQuery, VersionETag } from '../../../platform/http/index.ts';
import { CaseNumber, type CaseView, toCaseView } from '../case-view.dto.ts';
import { CommandCall, CommandRoute } from '../commands/call.dto.ts';
import { CaseCommands } from '../commands/case-commands.service.ts';
import type { Call } from '../domain/call.ts';
import { ExtensionDesk } from './extension-desk.service.ts';
import { DecideExtensionDto, ExtensionView, RequestExtensionDto, toExtensionView } from './extension.dto.ts';
import { ExtensionReadModel } from './extension.read-model.ts';

/** More time for a case (展期). */
@Controller('cases')
@UseInterceptors(VersionETag)
export class ExtensionController {
  constructor(
    private readonly commands: CaseCommands,
    private readonly desk: ExtensionDesk,
    private readonly reader: ExtensionReadModel,
    private readonly time: CityTime,
  ) {}

  /** Ask for more time, before the due instant; whoever the city's ladder names decides. */
  @CommandRoute('request-extension')
  @Allow('case.extend')
  async request(@CommandCall() call: Call, @Body() body: RequestExtensionDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, await this.desk.request(call, body)));
  }

  /** Grant it, before the due instant. The petitioner is told the new day. */
  @CommandRoute('approve-extension')
  @Allow('case.decide_extension')
  async approve(@CommandCall() call: Call, @Body() { note }: DecideExtensionDto): Promise<CaseView> {
    const command = await this.desk.approve(call, note ?? null);
    return toCaseView(await this.commands.execute(call, command));
  }

  /** Refuse it; the due instant stays. */
  @CommandRoute('reject-extension')
  @Allow('case.decide_extension')
  async reject(@CommandCall() call: Call, @Body() { note }: DecideExtensionDto): Promise<CaseView> {
    return toCaseView(await this.commands.execute(call, this.desk.reject(call, note ?? null)));
  }

  /** What was asked for the case, the oldest first. */
  @Get(':caseNo/extensions')
  @Allow('case.read')
  @ListOf(ExtensionView)
  async list(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @Query() query: PageQuery,
  ): Promise<Page<ExtensionView>> {
    const extensions = await this.reader.ofCase(actor, caseNo);
    return pageOfRows(
      extensions,
      query,
      (extension) => extension.id,
      (extension) => toExtensionView(extension, (at) => this.time.write(at)),
    );
  }
}
