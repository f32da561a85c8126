import { Inject, Injectable } from '@nestjs/common';
import { newId } from '../../kernel/ids.ts';
import { Clock } from '../../platform/clock/index.ts';
import { type Settings, SETTINGS_TOKEN } from '../../platform/config/index.ts';
import { Database, type Tx } from '../../platform/database/index.ts';
import { DemonstrationAccountsRepository } from './demonstration-accounts.repository.ts';
import { demonstrationAccounts, type StaffedAgency } from './domain/demonstration.ts';
import { PasswordService } from './password.service.ts';

export interface Demonstration {
  /** To be printed; null when it is the one that was printed at the first start. */
  readonly password: string | null;
  readonly usernames: readonly string[];
}

/** The accounts by which a city is tried out without making any. */
@Injectable()
export class DemonstrationAccounts {
  constructor(
    private readonly database: Database,
    private readonly accounts: DemonstrationAccountsRepository,
    private readonly passwords: PasswordService,
    private readonly clock: Clock,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /**
   * Makes the accounts that are missing. Those that exist are kept, and the new ones get their password. The password is hashed once
   * for all of them, so that the first start stays fast.
   *
   * @param agencies the active ones; those that receive no cases are passed over
   * @param password null: keep the one there is, or make one
   */
  async ensure(agencies: readonly StaffedAgency[], password: string | null): Promise<Demonstration> {
    if (this.settings.production) throw new Error('production has no demonstration accounts');
    const accounts = demonstrationAccounts(agencies);
    return this.database.transaction(async (tx) => {
      const { passwordHash, told } = await this.settlePassword(tx, password);
      const ids = accounts.map(() => newId());
      await this.accounts.insertMissing(tx, { ids, accounts, passwordHash, createdAt: this.clock.now() });
      return { password: told, usernames: accounts.map(({ username }) => username) };
    });
  }

  private async settlePassword(tx: Tx, wanted: string | null): Promise<{ passwordHash: string; told: string | null }> {
    const existing = await this.accounts.lock(tx);
    if (existing !== null && wanted === null) return { passwordHash: existing, told: null };
    if (existing !== null && wanted !== null && (await this.passwords.matches(existing, wanted))) {
      return { passwordHash: existing, told: wanted };
    }
    const told = wanted ?? this.passwords.generate();
    const passwordHash = await this.passwords.hash(told);
    if (existing !== null) await this.accounts.changePassword(tx, passwordHash);
    return { passwordHash, told };
  }
}
