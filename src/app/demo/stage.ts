import type { AgencyAnswer, CaseAnswer, CategoryAnswer, DecisionAnswer, MessageAnswer } from './answers.ts';
import type { CityApi, Person } from '../city-api.ts';
import type { Director } from './director.ts';
import type { Place } from './places.ts';

/** One petition as it was sent, and what became of it. */
export interface Taken {
  readonly petitionNo: string;
  readonly caseNo: string;
  readonly channel: string;
  /** The only address by which the petitioner is reached; null: they want no contact. No two petitioners share one. */
  readonly contact: string | null;
  readonly number: number;
}

/** A typhoon afternoon as it was tried out and announced. */
export interface Typhoon {
  /** Due instants that would move, by the preview. */
  readonly previewed: number;
  /** Due instants that did move, by the cases before and after. */
  readonly moved: number;
  readonly job: { readonly state: string; readonly done: number; readonly total: number };
}

/** What is known of the city before the week begins. */
export interface CityKnowledge {
  readonly timeZone: string;
  readonly agencies: ReadonlyMap<string, AgencyAnswer>;
  readonly categories: readonly CategoryAnswer[];
  readonly places: readonly Place[];
}

/** A matter without haste, hazard and helpers, with the one agency that is responsible for it where it happens. */
export interface QuietMatter {
  readonly category: CategoryAnswer;
  readonly place: Place;
  readonly agency: string;
}

/** Where the stories are told: the city, its people, and what everybody remembers. */
export class Stage {
  readonly taken: Taken[] = [];
  /** Cases whose story is told at the end, with what it is about. */
  readonly notable: { readonly caseNo: string; readonly title: string }[] = [];
  typhoon: Typhoon | null = null;

  constructor(
    readonly api: CityApi,
    readonly director: Director,
    readonly city: CityKnowledge,
    readonly seed: number,
  ) {}

  now(): Date {
    return this.director.now();
  }

  handler(agency: string): Person {
    return this.api.as(`handler.${agency.toLowerCase()}`);
  }

  supervisor(agency: string): Person {
    return this.api.as(`supervisor.${agency.toLowerCase()}`);
  }

  /** @throws Refused */
  read(caseNo: string): Promise<CaseAnswer> {
    return this.api.as('city').get<CaseAnswer>(`/cases/${caseNo}`);
  }

  /** An agency outside the city has no accounts that act: it answers by its link. */
  isOutside(agency: string): boolean {
    return this.city.agencies.get(agency)?.kind === 'EXTERNAL';
  }

  /** The last part of the newest link of a kind that somebody was sent; null when there is none. */
  async keyOf(to: string, rel: string, caseNo: string | null = null): Promise<string | null> {
    const letters = await this.api.as('admin').all<MessageAnswer>(`/outbox?to=${encodeURIComponent(to)}`);
    for (const letter of letters) {
      if (caseNo !== null && letter.caseNo !== caseNo) continue;
      const link = letter.links.find((candidate) => candidate.rel === rel);
      if (link) return link.href.split('/').at(-1)!;
    }
    return null;
  }

  /** Where a matter would go, without anything being stored. @throws Refused */
  explain(category: CategoryAnswer, { lat, lng }: Place, at = this.now()): Promise<DecisionAnswer> {
    const body = { categoryCode: category.code, location: { lat, lng }, channel: 'HOTLINE', at: at.toISOString() };
    return this.api.as('operator').post<DecisionAnswer>('/routing/explain', body);
  }
}
