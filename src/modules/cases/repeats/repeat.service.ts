import { Injectable } from '@nestjs/common';
import type { Actor, Scope } from '../../../kernel/actor.ts';
import { CityTime } from '../../../platform/clock/index.ts';
import { City } from '../../../platform/config/index.ts';
import type { PersonKeys } from '../../petitions/index.ts';
import { CaseReadModel } from '../case.read-model.ts';
import { findRepeats, type Matter, type Repeats } from './domain/find-repeats.ts';
import { judgeRepeat, type RepeatJudgement } from './domain/judge-repeat.ts';
import { RepeatPolicy } from './domain/repeat-policy.ts';
import { RepeatReadModel } from './repeat.read-model.ts';

const DAY_MS = 86_400_000;
const LONGEST_MONTH_DAYS = 31;

/** What is known of a case as a repeat. */
export interface RepeatFinding {
  readonly newFact: boolean | null;
  /** One for each petitioner who can be found again. */
  readonly petitioners: readonly Repeats[];
  readonly clearlyAnswered: RepeatJudgement;
}

/** Finds repeated and mass petitions (迭次陳情、同一人大量陳情). It tells; a person decides. */
@Injectable()
export class RepeatFinder {
  constructor(
    private readonly reader: RepeatReadModel,
    private readonly cases: CaseReadModel,
    private readonly policy: RepeatPolicy,
    private readonly time: CityTime,
    private readonly city: City,
  ) {}

  /** @throws CaseNotFound */
  async ofCase(actor: Actor, caseNo: string): Promise<RepeatFinding> {
    const { of } = await this.cases.get(actor, caseNo);
    const persons = await this.reader.petitionersOf(caseNo, actor.scope);
    const matter = { categoryCode: of.categoryCode, point: of.place.point };
    const petitioners: Repeats[] = [];
    for (const person of persons) petitioners.push(await this.ofPerson(person, matter, actor.scope, caseNo));
    const only = of.petitionCount === 1 ? (petitioners[0] ?? null) : null;
    return { newFact: of.newFact, petitioners, clearlyAnswered: judgeRepeat(of, only, this.policy) };
  }

  /** @param ownCaseNo null before the case is opened */
  async ofPerson(person: PersonKeys, matter: Matter, scope: Scope, ownCaseNo: string | null): Promise<Repeats> {
    const at = this.time.now();
    const days = Math.max(7, (this.policy.withinMonths + 1) * LONGEST_MONTH_DAYS); // what was answered within may have been sent before
    const petitions = await this.reader.petitionsOf(person, new Date(at.getTime() - days * DAY_MS), scope);
    return findRepeats({ matter, petitions }, ownCaseNo, this.policy, { at, timeZone: this.city.timeZone });
  }
}
