import { Body, Controller, Get, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.ts';
import {
  Allow,
  CurrentActor,
  expectedVersion,
  IfMatchHeader,
  ListOf,
  type Page,
  toPage,
  VersionETag,
} from '../../platform/http/index.ts';
import { CaseDesk } from './case-desk.service.ts';
import {
  AcceptDto,
  AssignDto,
  CaseQuery,
  CloseDto,
  CoHandlerDto,
  DispatchDto,
  NoteDto,
  placeInList,
  ReopenDto,
  ReturnDto,
  SubmitReplyDto,
  toCaseFilter,
  toCasePage,
  TransferDto,
} from './case.dto.ts';
import { CaseNames } from './case-names.service.ts';
import { CaseReadModel, type NamedCase } from './case.read-model.ts';
import { Cases } from './case.service.ts';
import { CaseNumber, CaseView, toCaseView } from './case-view.dto.ts';
import type { CaseCommand } from './domain/case-lifecycle.ts';

@Controller('cases')
@UseInterceptors(VersionETag)
export class CaseController {
  constructor(
    private readonly cases: Cases,
    private readonly desk: CaseDesk,
    private readonly reader: CaseReadModel,
    private readonly names: CaseNames,
  ) {}

  /** The cases that the caller may see. */
  @Get()
  @Allow('case.read')
  @ListOf(CaseView)
  async list(@CurrentActor() actor: Actor, @Query() query: CaseQuery): Promise<Page<CaseView>> {
    const filter = toCaseFilter(query);
    const rows = await this.reader.list(actor, filter, toCasePage(query));
    const page = toPage(
      rows,
      query.limit,
      ({ of }) => placeInList(of, query.sort),
      (row) => this.show(row),
    );
    return query.count ? { ...page, total: await this.reader.count(actor, filter) } : page;
  }

  /** One case, with the commands that are open to it. */
  @Get(':caseNo')
  @Allow('case.read')
  async get(@CurrentActor() actor: Actor, @Param('caseNo', CaseNumber) caseNo: string): Promise<CaseView> {
    return this.show(await this.reader.get(actor, caseNo));
  }

  /** Send a case that nobody has to an agency (派案). */
  @Post(':caseNo/dispatch')
  @HttpCode(200)
  @Allow('case.dispatch')
  dispatch(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @IfMatchHeader() match: string | null,
    @Body() body: DispatchDto,
  ): Promise<CaseView> {
    return this.execute(actor, caseNo, match, this.desk.dispatch(body.agencyCode, body.coAgencyCodes ?? [], body.reason));
  }

  /** Take the case on (受理). */
  @Post(':caseNo/accept')
  @HttpCode(200)
  @Allow('case.accept')
  async accept(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @IfMatchHeader() match: string | null,
    @Body() body: AcceptDto,
  ): Promise<CaseView> {
    return this.execute(actor, caseNo, match, await this.desk.accept(actor, body.handlerId ?? null));
  }

  /** Give the case to somebody of the agency (分派). */
  @Post(':caseNo/assign')
  @HttpCode(200)
  @Allow('case.assign')
  async assign(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @IfMatchHeader() match: string | null,
    @Body() body: AssignDto,
  ): Promise<CaseView> {
    return this.execute(actor, caseNo, match, await this.desk.assign(body.handlerId));
  }

  /** Give the case back to the dispatcher (退件). */
  @Post(':caseNo/return')
  @HttpCode(200)
  @Allow('case.return')
  giveBack(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @IfMatchHeader() match: string | null,
    @Body() body: ReturnDto,
  ): Promise<CaseView> {
    return this.execute(actor, caseNo, match, this.desk.giveBack(body.reason, body.proposedAgencyCode ?? null));
  }

  /** Hand the case to another agency (改分). The petitioner is told; the citizen's clock keeps running. */
  @Post(':caseNo/transfer')
  @HttpCode(200)
  @Allow('case.transfer')
  transfer(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @IfMatchHeader() match: string | null,
    @Body() body: TransferDto,
  ): Promise<CaseView> {
    return this.execute(actor, caseNo, match, this.desk.transfer(body.agencyCode, body.reason));
  }

  /** Let another agency help (平行派案); it answers for its part, and the leading agency replies for all. */
  @Post(':caseNo/add-co-handler')
  @HttpCode(200)
  @Allow('case.co_handle')
  addCoHandler(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @IfMatchHeader() match: string | null,
    @Body() { agencyCode, reason }: CoHandlerDto,
  ): Promise<CaseView> {
    return this.execute(actor, caseNo, match, this.desk.addCoHandler(agencyCode, reason));
  }

  /** Do without a co-handler; what it did is kept. */
  @Post(':caseNo/remove-co-handler')
  @HttpCode(200)
  @Allow('case.co_handle')
  removeCoHandler(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @IfMatchHeader() match: string | null,
    @Body() { agencyCode, reason }: CoHandlerDto,
  ): Promise<CaseView> {
    return this.execute(actor, caseNo, match, { type: 'remove-co-handler', agencyCode, reason });
  }

  /** Write something into the timeline. */
  @Post(':caseNo/note')
  @HttpCode(200)
  @Allow('case.note')
  note(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @IfMatchHeader() match: string | null,
    @Body() body: NoteDto,
  ): Promise<CaseView> {
    return this.execute(actor, caseNo, match, this.desk.note(body.text, body.public ?? false, body.attachmentIds ?? []));
  }

  /** Hand in the reply: the leading agency's closes the case, a co-handler's answers for its own part. */
  @Post(':caseNo/submit-reply')
  @HttpCode(200)
  @Allow('case.reply')
  submitReply(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @IfMatchHeader() match: string | null,
    @Body() body: SubmitReplyDto,
  ): Promise<CaseView> {
    return this.execute(actor, caseNo, match, this.desk.submitReply(body.text, body.outcome, body.attachmentIds ?? []));
  }

  /** Close the case with its outcome and the reply (結案). */
  @Post(':caseNo/close')
  @HttpCode(200)
  @Allow('case.close')
  close(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @IfMatchHeader() match: string | null,
    @Body() body: CloseDto,
  ): Promise<CaseView> {
    return this.execute(actor, caseNo, match, { type: 'close', outcome: body.outcome, reply: body.reply });
  }

  /** Take a closed case up again (重啟). */
  @Post(':caseNo/reopen')
  @HttpCode(200)
  @Allow('case.reopen')
  reopen(
    @CurrentActor() actor: Actor,
    @Param('caseNo', CaseNumber) caseNo: string,
    @IfMatchHeader() match: string | null,
    @Body() body: ReopenDto,
  ): Promise<CaseView> {
    return this.execute(actor, caseNo, match, { type: 'reopen', reason: body.reason });
  }

  private async execute(actor: Actor, caseNo: string, match: string | null, command: CaseCommand): Promise<CaseView> {
    return this.show(await this.reader.after(await this.cases.execute(actor, caseNo, command, expectedVersion(match))));
  }

  private show({ of, handlerName }: NamedCase): CaseView {
    return toCaseView(of, this.names.around(of, handlerName));
  }
}
