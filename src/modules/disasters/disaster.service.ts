import { Injectable } from '@nestjs/common';
import type { BilingualText } from '../../kernel/errors.ts';
import { OfficialContacts } from '../../kernel/personal-words.ts';
import { Clock } from '../../platform/clock/index.ts';
import { Database, type Db } from '../../platform/database/index.ts';
import { Catalog } from '../catalog/index.ts';
import { DisasterRepository } from './disaster.repository.ts';
import { type Disaster, isOn } from './domain/disaster.ts';
import { type Notices, readableNotice } from './domain/notices.ts';
import { type Effects, effectsOf } from './domain/effects.ts';

/** What was computed from which categories. */
interface Snapshot {
  readonly effects: Effects;
  /** As everybody may read it: searched once, and not with every petition. */
  readonly notice: BilingualText;
  readonly categories: ReturnType<Catalog['all']>;
}

/** The disaster that is underway, kept in memory: every petition is decided by it, and hardly ever is there one. */
@Injectable()
export class Disasters implements Notices {
  private snapshot: Snapshot | null = null;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly repository: DisasterRepository,
    private readonly catalog: Catalog,
    private readonly clock: Clock,
    private readonly offices: OfficialContacts,
  ) {}

  /** What holds now; null on ordinary days. */
  current(): Effects | null {
    return this.at(this.clock.now());
  }

  /** What holds at an instant, as far as it is known now. A disaster whose time is over is over, whoever has recorded that. */
  at(instant: Date): Effects | null {
    return this.snapshotAt(instant)?.effects ?? null;
  }

  /** What people who petition are told now. */
  notice(): BilingualText | null {
    return this.snapshotAt(this.clock.now())?.notice ?? null;
  }

  /** Reads the table again. One reading after the other: a slow one does not bring back what is over. */
  refresh(): Promise<void> {
    const next = this.reading.catch(() => undefined).then(() => this.read());
    this.reading = next;
    return next;
  }

  /** What the table says, for work that must not go by an older word: the one that nobody has ended yet. */
  async recorded(db: Db): Promise<Effects | null> {
    const disaster = await this.repository.underway(db);
    return disaster && this.computed(disaster).effects;
  }

  private snapshotAt(instant: Date): Snapshot | null {
    if (this.snapshot === null || !isOn(this.snapshot.effects.disaster, instant)) return null;
    if (this.snapshot.categories !== this.catalog.all()) this.snapshot = this.computed(this.snapshot.effects.disaster);
    return this.snapshot;
  }

  private async read(): Promise<void> {
    const disaster = await this.repository.underway(this.database);
    this.snapshot = disaster && this.computed(disaster);
  }

  private computed(disaster: Disaster): Snapshot {
    const categories = this.catalog.all();
    return { effects: effectsOf(disaster, categories), notice: readableNotice(disaster.notice, this.offices), categories };
  }
}
