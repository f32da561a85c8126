import { addDays, type CivilDate, dayOf, instantAt } from '../../../kernel/civil-date.ts';
import type { CaseAnswer } from '../answers.ts';
import { accept } from '../answering.ts';
import type { Story } from '../director.ts';
import { MONDAY } from '../office-time.ts';
import { petitionerOf } from '../petition-plan.ts';
import { Random } from '../random.ts';
import type { QuietMatter, Stage, Taken } from '../stage.ts';
import { register } from '../take-in.ts';

const DAYS_BACK = 14;

/** Something that must happen in the week, whatever chance brings. */
export interface Scene {
  /** For a reader, in both languages. */
  readonly title: string;
  /** How many petitions it takes in. */
  readonly petitions: number;
  /** Whether it is one of those told at length at the end. */
  readonly notable?: boolean;
  /** @param first number of its first petition */
  readonly tell: (play: ScenePlay) => Story;
}

/** What a scene is played with. */
export class ScenePlay {
  readonly random: Random;

  constructor(
    readonly stage: Stage,
    readonly matter: QuietMatter,
    private readonly scene: Scene,
    private readonly first: number,
  ) {
    this.random = new Random(stage.seed, 'scene', first);
  }

  /** The wall clock of the city. @param day from 0, Monday @param minute of the day */
  at(day: number, minute: number): Date {
    return instantAt(addDays(MONDAY, day), minute, this.stage.city.timeZone);
  }

  /** Somebody calls about the matter. @param index which of the scene's petitions, from 0 @param receivedAt when not now */
  async open(index = 0, receivedAt?: Date): Promise<Taken> {
    const number = this.first + index;
    const { category, place } = this.matter;
    const petitioner = petitionerOf(new Random(this.stage.seed, 'petitioner', number), number, 'EMAIL');
    const plan = {
      number,
      at: this.stage.now(),
      receivedAt,
      channel: receivedAt ? ('LETTER' as const) : ('HOTLINE' as const),
      category,
      place,
      petitioner,
    };
    const taken = await register(this.stage, plan);
    if (this.scene.notable && index === 0) this.stage.notable.push({ caseNo: taken.caseNo, title: this.scene.title });
    return taken;
  }

  /** … and its handler accepts it at once. */
  async accepted(): Promise<CaseAnswer> {
    const { caseNo } = await this.open();
    await accept(this.stage, await this.stage.read(caseNo));
    return this.stage.read(caseNo);
  }

  /** The last morning on which a letter can have come that is due on a day; undefined: none of the last two weeks. */
  async receiptDueOn(day: CivilDate): Promise<Date | undefined> {
    const { timeZone } = this.stage.city;
    for (let before = 0; before < DAYS_BACK; before++) {
      const at = instantAt(addDays(MONDAY, -before), 9 * 60, timeZone);
      const { dueAt } = await this.stage.explain(this.matter.category, this.matter.place, at);
      if (dueAt !== null && dayOf(new Date(dueAt), timeZone) === day) return at;
    }
    return undefined;
  }

  get lead(): string {
    return this.matter.agency;
  }
}
