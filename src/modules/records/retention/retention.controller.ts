import { Body, Controller, Get, HttpCode, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import {
  Allow,
  type Answered,
  CurrentActor,
  IdempotencyKeyHeader,
  ListOf,
  MakesOnce,
  type Page,
  PageQuery,
  pageOfRows,
  ReplayedHeader,
  toPage,
} from '../../../platform/http/index.ts';
import type { RetentionBatch } from './domain/retention-batch.ts';
import { RetentionArchive } from './retention-archive.service.ts';
import { RetentionDesk } from './retention-desk.service.ts';
import {
  CountedRetentionBatchView,
  PreviewRetentionDto,
  RetentionBatchId,
  RetentionBatchView,
  RetentionCasesQuery,
  RetentionCaseView,
  toAsOf,
  toBatchView,
  toCaseCursor,
  toCountedView,
  toRetentionCaseView,
  WithdrawRetentionDto,
} from './retention.dto.ts';

/** Cases whose time of retention is over. */
@Controller('retention/batches')
export class RetentionController {
  constructor(
    private readonly desk: RetentionDesk,
    private readonly archive: RetentionArchive,
    private readonly time: CityTime,
  ) {}

  /** Ask what is due on a day. Nothing is changed until somebody else has approved it. */
  @Post()
  @Allow('retention.decide')
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(CountedRetentionBatchView)
  preview(
    @CurrentActor() actor: Actor,
    @IdempotencyKeyHeader() key: string | null,
    @Body() sent: PreviewRetentionDto,
  ): Promise<Answered<CountedRetentionBatchView>> {
    return this.desk.preview(actor, {
      key,
      asOf: toAsOf(sent),
      answer: (batch, counts) => toCountedView(batch, counts, (at) => this.time.write(at)),
    });
  }

  /** All batches, the newest first. */
  @Get()
  @Allow('retention.read')
  @ListOf(RetentionBatchView)
  async list(@Query() query: PageQuery): Promise<Page<RetentionBatchView>> {
    return pageOfRows(
      await this.archive.list(),
      query,
      ({ id }) => id,
      (batch) => this.show(batch),
    );
  }

  /** How many cases a batch is about, by class and agency, and how far it has come. */
  @Get(':batchId')
  @Allow('retention.read')
  async get(@Param('batchId', RetentionBatchId) batchId: string): Promise<CountedRetentionBatchView> {
    const { batch, counts } = await this.archive.get(batchId);
    return toCountedView(batch, counts, (at) => this.time.write(at));
  }

  /** Its cases: those that are due, those that were excluded or left, with the reason. */
  @Get(':batchId/cases')
  @Allow('retention.read')
  @ListOf(RetentionCaseView)
  async cases(
    @Param('batchId', RetentionBatchId) batchId: string,
    @Query() query: RetentionCasesQuery,
  ): Promise<Page<RetentionCaseView>> {
    const after = toCaseCursor(query.cursor);
    const { rows, total } = await this.archive.cases(batchId, query.state ?? null, after, query.limit + 1);
    const page = toPage(
      rows,
      query.limit,
      ({ caseId }) => [caseId],
      (row) => toRetentionCaseView(row, (at) => this.time.write(at)),
    );
    return query.count ? { ...page, total } : page;
  }

  /** Let it run. Whoever asked for the preview cannot; from when it runs nobody can take it back. */
  @Post(':batchId/approve')
  @HttpCode(200)
  @Allow('retention.decide')
  async approve(@CurrentActor() actor: Actor, @Param('batchId', RetentionBatchId) batchId: string): Promise<RetentionBatchView> {
    return this.show(await this.desk.approve(actor, batchId));
  }

  /** Do not let it run, as long as it does not. */
  @Post(':batchId/withdraw')
  @HttpCode(200)
  @Allow('retention.decide')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('batchId', RetentionBatchId) batchId: string,
    @Body() { reason }: WithdrawRetentionDto,
  ): Promise<RetentionBatchView> {
    return this.show(await this.desk.withdraw(actor, batchId, reason));
  }

  private show(batch: RetentionBatch): RetentionBatchView {
    return toBatchView(batch, (at) => this.time.write(at));
  }
}
