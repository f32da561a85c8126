import { Injectable } from '@nestjs/common';
import { type FieldError, InvalidInput } from '../../../kernel/errors.ts';
import { Database } from '../../../platform/database/index.ts';
import { Agencies } from '../../agencies/index.ts';
import { AccountDirectory } from '../../identity/index.ts';
import type { Recused } from '../domain/recusal.ts';

/** What somebody typed. */
export interface TypedRecusal {
  readonly accountId?: string | null;
  readonly agencyCode?: string | null;
}

const ONE_OF: Omit<FieldError, 'field'> = {
  code: 'recusal.one_of',
  text: { 'zh-TW': '請擇一指定人員或機關', en: 'name either a person or an agency' },
};
const NOBODY: FieldError = {
  field: 'accountId',
  code: 'account.unknown',
  text: { 'zh-TW': '沒有這個帳號', en: 'there is no such account' },
};
const NO_AGENCY: FieldError = {
  field: 'agencyCode',
  code: 'agency.unknown',
  text: { 'zh-TW': '沒有這個機關', en: 'there is no such agency' },
};

/** Finds whom a recusal names. */
@Injectable()
export class RecusalDesk {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountDirectory,
    private readonly agencies: Agencies,
  ) {}

  /** @throws InvalidInput when it is nobody, or not one of the two */
  async find({ accountId = null, agencyCode = null }: TypedRecusal): Promise<Recused> {
    if ((accountId === null) === (agencyCode === null)) throw new InvalidInput([{ field: 'accountId', ...ONE_OF }]);
    if (agencyCode !== null && !this.agencies.find(agencyCode)) throw new InvalidInput([NO_AGENCY]);
    if (accountId !== null && !(await this.accounts.find(this.database, accountId))) throw new InvalidInput([NOBODY]);
    return { accountId, agencyCode };
  }
}
