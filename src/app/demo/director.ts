import { toRfc3339 } from '../../kernel/civil-date.ts';
import { type CityApi, Refused } from '../city-api.ts';

/** What one person, or several about one matter, do in the course of the week: each value is the instant at which it goes on. */
export type Story = AsyncGenerator<Date, void, undefined>;

interface Appointment {
  readonly at: Date;
  /** Decides between those of one instant. */
  readonly order: number;
  readonly story: Story;
}

/** Tells all stories at once: moves the clock to the next thing that somebody does, and lets them do it. */
export class Director {
  readonly refusals: Refused[] = [];
  private readonly agenda: Appointment[] = [];
  private orders = 0;
  private shows: Date;

  constructor(
    private readonly api: CityApi,
    private readonly timeZone: string,
    begins: Date,
  ) {
    this.shows = begins;
  }

  /** What the clock was last moved to. */
  now(): Date {
    return this.shows;
  }

  tell(story: Story, from: Date): void {
    this.agenda.push({ at: from, order: (this.orders += 1), story });
    this.agenda.sort((a, b) => a.at.getTime() - b.at.getTime() || a.order - b.order);
  }

  /** @param heard is told after every move of the clock, and may throw to end it all */
  async play(until: Date, heard: (now: Date) => void): Promise<void> {
    for (;;) {
      const next = this.agenda[0];
      if (next === undefined || next.at > until) break;
      this.agenda.shift();
      await this.moveTo(next.at);
      heard(this.shows);
      await this.goOn(next.story);
    }
    await this.moveTo(until);
  }

  /** One refusal ends its story and no other. */
  private async goOn(story: Story): Promise<void> {
    try {
      const step = await story.next();
      if (step.done !== true) this.tell(story, step.value > this.shows ? step.value : this.shows);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.refusals.push(error);
    }
  }

  private async moveTo(at: Date): Promise<void> {
    if (at <= this.shows) return;
    await this.api.as('admin').post('/dev/clock', { now: toRfc3339(at, this.timeZone) });
    this.shows = at;
  }
}
