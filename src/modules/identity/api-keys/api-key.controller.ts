import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Query, UseInterceptors } from '@nestjs/common';
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
  pageOfRows,
  PageQuery,
  ReplayedHeader,
} from '../../../platform/http/index.ts';
import { Agencies } from '../../agencies/index.ts';
import {
  ApiKeyDto,
  ApiKeyId,
  ApiKeyView,
  MadeApiKeyView,
  RotateApiKeyDto,
  toApiKeyDraft,
  toApiKeyView,
  toRotation,
} from './api-key.dto.ts';
import { ApiKeys } from './api-key.service.ts';

/** The keys with which programs of others call (`X-Api-Key`). */
@Controller('api-keys')
export class ApiKeyController {
  constructor(
    private readonly keys: ApiKeys,
    private readonly agencies: Agencies,
    private readonly time: CityTime,
  ) {}

  /** Every key, the newest first, revoked and expired ones too. */
  @Get()
  @Allow('api_key.manage')
  @ListOf(ApiKeyView)
  async list(@Query() query: PageQuery): Promise<Page<ApiKeyView>> {
    return pageOfRows(
      await this.keys.list(),
      query,
      ({ id }) => id,
      (key) => toApiKeyView(key, (at) => this.time.write(at)),
    );
  }

  /** Make a key for a program. The answer holds it, this once. */
  @Post()
  @Allow('api_key.manage')
  @UseInterceptors(ReplayedHeader)
  @MakesOnce(MadeApiKeyView)
  create(
    @CurrentActor() actor: Actor,
    @IdempotencyKeyHeader() key: string | null,
    @Body() body: ApiKeyDto,
  ): Promise<Answered<MadeApiKeyView>> {
    return this.keys.create(
      actor,
      toApiKeyDraft(body, actor.id, (code) => this.agencies.find(code)),
      key,
    );
  }

  /** Another secret for a key, because it ends soon or may be known to others. The one before works for `overlapHours` more. */
  @Post(':id/rotate')
  @Allow('api_key.manage')
  @HttpCode(HttpStatus.OK)
  rotate(
    @CurrentActor() actor: Actor,
    @Param('id', ApiKeyId) id: string,
    @Body() body: RotateApiKeyDto,
  ): Promise<MadeApiKeyView> {
    return this.keys.rotate(actor, id, ...toRotation(body));
  }

  /** Let nothing in with a key any more. */
  @Delete(':id')
  @Allow('api_key.manage')
  @HttpCode(HttpStatus.NO_CONTENT)
  revoke(@CurrentActor() actor: Actor, @Param('id', ApiKeyId) id: string): Promise<void> {
    return this.keys.revoke(actor, id);
  }
}
