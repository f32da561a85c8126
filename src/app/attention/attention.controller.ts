import { Controller, Get, Param, type PipeTransform, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { DomainError } from '../../kernel/errors.ts';
import { CityTime } from '../../platform/clock/index.ts';
import { Allow, ListOf, type Page, toPage } from '../../platform/http/index.ts';
import { ATTENTION_KINDS, type AttentionKind } from './attention-kinds.ts';
import {
  AttentionQuery,
  AttentionRowView,
  type AttentionView,
  cursorOfAttention,
  toAttentionCursor,
  toAttentionRowView,
  toNumberView,
} from './attention.dto.ts';
import { Attention } from './attention.service.ts';

/** There is no such number. */
export class UnknownAttention extends DomainError {
  readonly code = 'attention.unknown';
  readonly refusal = 'not_found';
  readonly text = { 'zh-TW': '沒有這項待關注的數字', en: 'There is no such number' };
}

/** Reads the name of a number in an address. */
export class KnownAttention implements PipeTransform<string, AttentionKind> {
  transform(typed: string): AttentionKind {
    const known = ATTENTION_KINDS.find((kind) => kind === typed);
    if (!known) throw new UnknownAttention();
    return known;
  }
}

@Controller('ops/attention')
export class AttentionController {
  constructor(
    private readonly attention: Attention,
    private readonly time: CityTime,
  ) {}

  /** What waits too long or has failed: numbers that should all be 0. */
  @Get()
  @Allow('attention.read')
  async numbers(): Promise<AttentionView> {
    const numbers = await this.attention.numbers();
    return { at: this.time.write(this.time.now()), items: numbers.map(([kind, count]) => toNumberView(kind, count)) };
  }

  /** The rows behind one number, the oldest first. */
  @Get(':kind')
  @Allow('attention.read')
  @ListOf(AttentionRowView)
  @ApiParam({ name: 'kind', enum: ATTENTION_KINDS })
  async rows(
    @Param('kind', KnownAttention) kind: AttentionKind,
    @Query() { cursor, limit, count }: AttentionQuery,
  ): Promise<Page<AttentionRowView>> {
    const rows = await this.attention.list(kind, toAttentionCursor(cursor), limit + 1);
    const page = toPage(rows, limit, cursorOfAttention, (row) => toAttentionRowView(row, (at) => this.time.write(at)));
    return count ? { ...page, total: await this.attention.number(kind) } : page;
  }
}
