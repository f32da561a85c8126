import { Injectable } from '@nestjs/common';
import { type BilingualText, InvalidInput } from '../../../kernel/errors.ts';
import type { Case } from '../domain/case.ts';
import type { LegalRemedy } from '../domain/reply-book.ts';
import type { ChosenRemedy } from '../domain/reply-draft.ts';
import { CaseRepliesReadModel } from './case-replies.read-model.ts';
import { CityReplyRules } from './reply-rules.service.ts';

/** What somebody typed besides the words of a reply. */
export interface TypedReply {
  readonly legalRemedy?: { readonly code?: string | null; readonly text?: string | null } | null;
  readonly templateCode?: string | null;
}

/** What a reply has besides its words. */
export interface ReplyParts {
  readonly legalRemedy: ChosenRemedy | null;
  readonly templateCode: string | null;
}

const ONE_OF: BilingualText = {
  'zh-TW': '請擇一：選用救濟教示代碼，或自行填寫內容',
  en: 'give either the code of a text on appeal, or words of your own',
};

const LANGUAGES = ['zh-TW', 'en'] as const;

/** Finds what a reply names: the text on appeal, the template. */
@Injectable()
export class ReplyDesk {
  constructor(
    private readonly rules: CityReplyRules,
    private readonly replies: CaseRepliesReadModel,
  ) {}

  /** @throws InvalidInput when a template or a remedy is not known */
  async choose(caseNo: string, { legalRemedy, templateCode = null }: TypedReply): Promise<ReplyParts> {
    if (templateCode !== null) this.rules.checkTemplate(templateCode);
    return { templateCode, legalRemedy: legalRemedy ? await this.remedy(caseNo, legalRemedy) : null };
  }

  /** What the city adds to the reply of an agency outside: how to appeal, where the category demands that it is said, else null. */
  async remedyOfCity(caseNo: string): Promise<(of: Pick<Case, 'categoryCode'>) => ChosenRemedy | null> {
    const languages = await this.replies.languagesOf(caseNo);
    return (of) => {
      const remedy = this.rules.remedyFor(of);
      return remedy && written(remedy, languages);
    };
  }

  private async remedy(caseNo: string, typed: NonNullable<TypedReply['legalRemedy']>): Promise<ChosenRemedy> {
    const [code, text] = [typed.code?.trim() ?? '', typed.text?.trim() ?? ''];
    if ((code === '') === (text === '')) {
      throw new InvalidInput([{ field: 'legalRemedy', code: 'reply.remedy_one_of', text: ONE_OF }]);
    }
    if (text !== '') return { code: null, text };
    return written(this.rules.remedy(code), await this.replies.languagesOf(caseNo));
  }
}

const written = ({ code, text }: LegalRemedy, languages: readonly string[]): ChosenRemedy => ({
  code,
  text: inLanguages(text, languages),
});

/** In every language that one of the readers wrote in; in Chinese when none of them is known. */
function inLanguages(text: BilingualText, wanted: readonly string[]): string {
  const chosen = LANGUAGES.filter((language) => wanted.includes(language));
  return (chosen.length === 0 ? [text['zh-TW']] : chosen.map((language) => text[language])).join('\n\n');
}
