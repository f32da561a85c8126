import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import { Clock } from '../../../platform/clock/index.ts';
import { Database } from '../../../platform/database/index.ts';
import { type Answered, IdempotencyKeys } from '../../../platform/http/index.ts';
import { CaseRepository } from '../case.repository.ts';
import { CaseNotFound } from '../domain/case-errors.ts';
import { ListNotFound, TooManyLists } from '../domain/list-errors.ts';
import type { SavedList } from '../domain/saved-list.ts';
import { ALL_CASES, MyListRepository } from './my-list.repository.ts';

const MOST_LISTS = 50;

/** What staff keep for themselves: it concerns nobody else, so no fact tells of it. */
@Injectable()
export class MyLists {
  constructor(
    private readonly database: Database,
    private readonly lists: MyListRepository,
    private readonly cases: CaseRepository,
    private readonly keys: IdempotencyKeys,
    private readonly clock: Clock,
  ) {}

  list({ id }: Actor): Promise<SavedList[]> {
    return this.lists.list(this.database, id);
  }

  /** @throws ListNameTaken, TooManyLists, BadIdempotencyKey, IdempotencyKeyReused */
  create(actor: Actor, idempotencyKey: string | null, wish: Omit<SavedList, 'id'>): Promise<Answered<SavedList>> {
    return this.keys.once(`lists:${actor.id}`, idempotencyKey, wish, (remember) =>
      this.database.transaction(async (tx) => {
        const list = { id: newId(), ...wish };
        const room = { at: this.clock.now(), most: MOST_LISTS };
        if (!(await this.lists.insert(tx, actor.id, list, room))) throw new TooManyLists();
        const remembered = remember(list);
        if (remembered) await tx.query(remembered);
        return list;
      }),
    );
  }

  /** @throws ListNotFound, ListNameTaken */
  async replace(actor: Actor, list: SavedList): Promise<SavedList> {
    if (!(await this.database.transaction((tx) => this.lists.update(tx, actor.id, list)))) throw new ListNotFound();
    return list;
  }

  /** @throws ListNotFound */
  async delete(actor: Actor, id: string): Promise<void> {
    if (!(await this.database.transaction((tx) => this.lists.delete(tx, actor.id, id)))) throw new ListNotFound();
  }

  /** From now on, new is what comes after now. @param list null: all cases @throws ListNotFound */
  async look(actor: Actor, list: string | null): Promise<Date> {
    if (list !== null && !(await this.list(actor)).some(({ id }) => id === list)) throw new ListNotFound();
    const at = this.clock.now();
    await this.database.transaction((tx) => this.lists.look(tx, actor.id, list ?? ALL_CASES, at));
    return at;
  }

  /** @throws CaseNotFound */
  async shortlist(actor: Actor, caseNo: string): Promise<void> {
    const found = await this.cases.find(this.database, caseNo, actor.scope);
    if (!found) throw new CaseNotFound();
    await this.database.transaction((tx) => this.lists.shortlist(tx, actor.id, found.id, this.clock.now()));
  }

  /** Also a case that is out of reach by now. @throws CaseNotFound when it is not on the list */
  async unlist(actor: Actor, caseNo: string): Promise<void> {
    if (!(await this.database.transaction((tx) => this.lists.unlist(tx, actor.id, caseNo)))) throw new CaseNotFound();
  }
}
