import { addDays, instantAt } from '../../kernel/civil-date.ts';
import type { CategoryAnswer } from './answers.ts';
import { MONDAY } from './office-time.ts';
import type { Place } from './places.ts';
import { Random } from './random.ts';
import type { CityKnowledge } from './stage.ts';

/** How petitions reach the city. */
export const CHANNELS = [
  'HOTLINE',
  'CITY_MAILBOX',
  'CITY_APPEARANCE',
  'COUNTER',
  'LETTER',
  'FAX',
  'EMAIL',
  'VILLAGE_HEAD',
  'DIRECTIVE',
] as const;
export type DemoChannel = (typeof CHANNELS)[number];

const CHANNEL_WEIGHTS: Readonly<Record<DemoChannel, number>> = {
  HOTLINE: 44,
  CITY_MAILBOX: 18,
  CITY_APPEARANCE: 12,
  COUNTER: 6,
  LETTER: 4,
  FAX: 3,
  EMAIL: 6,
  VILLAGE_HEAD: 5,
  DIRECTIVE: 2,
};
/** Only these are open at the weekend. */
const AT_ALL_HOURS: readonly DemoChannel[] = ['HOTLINE', 'CITY_MAILBOX', 'CITY_APPEARANCE'];

/** From Monday to Sunday. */
const DAYS = { '0': 21, '1': 18, '2': 17, '3': 14, '4': 15, '5': 8, '6': 7 } as const;
const SATURDAY = 5;
const FIRST_SLOT = 9 * 60;
const SLOT = 60;
/** The last begins at 19:00. */
const SLOTS = 11;
const OFFICE_SLOTS = 8;
const HAZARD_SHARE = 0.22;

const CONTACTS = { EMAIL: 58, SMS: 18, PHONE: 12, LETTER: 6, NONE: 6 } as const;
const SURNAMES = ['王', '林', '陳', '張', '李', '黃', '吳', '劉', '蔡', '楊'];
const GIVEN = ['小明', '美玲', '志強', '淑芬', '建宏', '雅婷', '家豪', '怡君', '俊傑', '心怡'];

export interface Petitioner {
  readonly name: string;
  readonly preferredContact: keyof typeof CONTACTS;
  readonly email?: string;
  readonly phone?: string;
  readonly address?: string;
}

/** One petition that is going to be sent. */
export interface PetitionPlan {
  readonly number: number;
  readonly at: Date;
  /** When it came, if it is written down later than that. */
  readonly receivedAt?: Date | undefined;
  readonly channel: DemoChannel;
  readonly category: CategoryAnswer;
  readonly place: Place;
  readonly petitioner: Petitioner;
}

/** Plans the petitions nobody wrote a scene for. @param count how many @param first number of the first of them */
export function planPetitions(city: CityKnowledge, seed: number, first: number, count: number): PetitionPlan[] {
  return Array.from({ length: count }, (_, index) => {
    const random = new Random(seed, 'petition', first + index);
    // Every channel at least once, however small the week is.
    const channel = CHANNELS[index] ?? random.weighted(CHANNEL_WEIGHTS);
    return {
      number: first + index,
      at: instantOf(random, channel, city.timeZone),
      channel,
      category: categoryFor(random, channel, city.categories),
      place: random.pick(city.places),
      petitioner: petitionerOf(random, first + index, channel === 'CITY_MAILBOX' ? 'EMAIL' : random.weighted(CONTACTS)),
    };
  });
}

function instantOf(random: Random, channel: DemoChannel, timeZone: string): Date {
  const open = AT_ALL_HOURS.includes(channel);
  const drawn = Number(random.weighted(DAYS));
  const day = open ? drawn : drawn % SATURDAY;
  const slot = random.whole(0, (open ? SLOTS : OFFICE_SLOTS) - 1);
  return instantAt(addDays(MONDAY, day), FIRST_SLOT + slot * SLOT, timeZone);
}

function categoryFor(random: Random, channel: DemoChannel, categories: readonly CategoryAnswer[]): CategoryAnswer {
  const hazard = random.chance(HAZARD_SHARE);
  const open = categories.filter(({ cityAppearance }) => channel !== 'CITY_APPEARANCE' || cityAppearance);
  const wanted = open.filter(({ safetyHazard }) => safetyHazard === hazard);
  return random.pick(wanted.length > 0 ? wanted : open);
}

/** Somebody whom one address reaches and no other does. */
export function petitionerOf(random: Random, number: number, preferredContact: keyof typeof CONTACTS): Petitioner {
  const name = `${random.pick(SURNAMES)}${random.pick(GIVEN)}`;
  const digits = String(number).padStart(4, '0');
  switch (preferredContact) {
    case 'SMS':
      return { name, preferredContact, phone: `0900-10${digits.slice(0, 1)}-${digits.slice(1)}` };
    case 'PHONE':
      return { name, preferredContact, phone: `03-332-${digits}` };
    case 'LETTER':
      return { name, preferredContact, address: `示範路${number}號` };
    default:
      return { name, preferredContact, email: `petitioner-${digits}@example.org` };
  }
}

/** What they are reached by, as the outbox writes it; null when they want no contact. */
export function contactOf({ preferredContact, email, phone, address }: Petitioner): string | null {
  if (preferredContact === 'NONE') return null;
  return preferredContact === 'SMS' ? phone!.replaceAll('-', '') : (email ?? phone ?? address!);
}
