import { Injectable } from '@nestjs/common';
import { InvalidInput } from '../../../kernel/errors.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { Agencies, isActive } from '../../agencies/index.ts';
import { Catalog } from '../../catalog/index.ts';
import { type LegalRemedy, ReplyBook, type ReplyTemplate } from '../domain/reply-book.ts';
import { type BookRules, replyRules } from '../domain/reply-rules.ts';

/** The city's rules about replies, with what is known of its agencies and categories. */
@Injectable()
export class CityReplyRules implements BookRules {
  readonly approversOf: BookRules['approversOf'];
  readonly demandsRemedy: BookRules['demandsRemedy'];
  readonly remedyFor: BookRules['remedyFor'];

  constructor(
    private readonly book: ReplyBook,
    private readonly agencies: Agencies,
    private readonly catalog: Catalog,
    private readonly time: CityTime,
  ) {
    const rules = replyRules(book, {
      groupOf: (code) => this.catalog.find(code)?.groupCode ?? null,
      agencyAbove: (code) => this.agencyAbove(code),
      isOutside: (code) => this.agencies.find(code)?.kind === 'EXTERNAL',
    });
    this.approversOf = rules.approversOf;
    this.demandsRemedy = rules.demandsRemedy;
    this.remedyFor = rules.remedyFor;
  }

  /** The texts that a reply about a category may begin from; of all categories when none is named. */
  templates(categoryCode: string | undefined): ReplyTemplate[] {
    if (categoryCode === undefined) return [...this.book.templates];
    return this.book.templates.filter((each) => each.categoryCode === null || each.categoryCode === categoryCode);
  }

  /** @throws InvalidInput when there is no such template */
  checkTemplate(code: string): void {
    if (this.book.templates.some((template) => template.code === code)) return;
    throw new InvalidInput([
      {
        field: 'templateCode',
        code: 'reply.template_unknown',
        text: { 'zh-TW': '沒有這個答復範本', en: 'there is no such reply template' },
      },
    ]);
  }

  remedies(): readonly LegalRemedy[] {
    return this.book.remedies;
  }

  /** @throws InvalidInput when there is no such remedy */
  remedy(code: string): LegalRemedy {
    const found = this.book.remedies.find((remedy) => remedy.code === code);
    if (found) return found;
    throw new InvalidInput([
      {
        field: 'legalRemedy.code',
        code: 'reply.remedy_unknown',
        text: { 'zh-TW': '沒有這個救濟教示', en: 'there is no such text on appeal' },
      },
    ]);
  }

  /** A body above that can take cases has supervisors of its own; the city government itself has those of the city. */
  private agencyAbove(code: string): string | null {
    const above = this.agencies.find(this.agencies.find(code)?.parentCode ?? '');
    return above?.receivesCases && isActive(above, this.time.today()) ? above.code : null;
  }
}
