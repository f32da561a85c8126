import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Put, Query, UseInterceptors } from '@nestjs/common';
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
  PeopleOnly,
  pageOfRows,
  PageQuery,
  ReplayedHeader,
} from '../../../platform/http/index.ts';
import { CaseNumber } from '../case-view.dto.ts';
import {
  ListId,
  LookedDto,
  type LookedView,
  SavedListDto,
  SavedListView,
  toSavedFilter,
  toSavedListView,
} from './my-list.dto.ts';
import { MyLists } from './my-list.service.ts';

/** What staff keep for themselves beside the cases. */
@Controller('me')
export class MyListController {
  constructor(
    private readonly lists: MyLists,
    private readonly time: CityTime,
  ) {}

  /** My named filters. */
  @Get('lists')
  @Allow('case.read')
  @PeopleOnly()
  @ListOf(SavedListView)
  async list(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<Page<SavedListView>> {
    return pageOfRows(await this.lists.list(actor), query, ({ id }) => id, toSavedListView);
  }

  /** Give a filter of cases a name. */
  @Post('lists')
  @Allow('case.read')
  @PeopleOnly()
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(SavedListView)
  create(
    @CurrentActor() actor: Actor,
    @IdempotencyKeyHeader() key: string | null,
    @Body() { name, filter }: SavedListDto,
  ): Promise<Answered<SavedListView>> {
    return this.lists.create(actor, key, { name, filter: toSavedFilter(filter) });
  }

  /** Put another name or filter in its place. */
  @Put('lists/:listId')
  @Allow('case.read')
  @PeopleOnly()
  async replace(
    @CurrentActor() actor: Actor,
    @Param('listId', ListId) id: string,
    @Body() { name, filter }: SavedListDto,
  ): Promise<SavedListView> {
    return toSavedListView(await this.lists.replace(actor, { id, name, filter: toSavedFilter(filter) }));
  }

  /** Forget a named filter. */
  @Delete('lists/:listId')
  @Allow('case.read')
  @PeopleOnly()
  @HttpCode(HttpStatus.NO_CONTENT)
  delete(@CurrentActor() actor: Actor, @Param('listId', ListId) id: string): Promise<void> {
    return this.lists.delete(actor, id);
  }

  /** I have looked at a list, or at all cases: from now on, new is what comes after now. */
  @Put('looked')
  @Allow('case.read')
  @PeopleOnly()
  async look(@CurrentActor() actor: Actor, @Body() { list = null }: LookedDto): Promise<LookedView> {
    return { list, lookedAt: this.time.write(await this.lists.look(actor, list)) };
  }

  /** Keep a case at hand. */
  @Put('shortlist/:caseNo')
  @Allow('case.read')
  @PeopleOnly()
  @HttpCode(HttpStatus.NO_CONTENT)
  shortlist(@CurrentActor() actor: Actor, @Param('caseNo', CaseNumber) caseNo: string): Promise<void> {
    return this.lists.shortlist(actor, caseNo);
  }

  /** Keep a case at hand no longer. */
  @Delete('shortlist/:caseNo')
  @Allow('case.read')
  @PeopleOnly()
  @HttpCode(HttpStatus.NO_CONTENT)
  unlist(@CurrentActor() actor: Actor, @Param('caseNo', CaseNumber) caseNo: string): Promise<void> {
    return this.lists.unlist(actor, caseNo);
  }
}
