import type { RegisteredAnswer } from './answers.ts';
import { later } from './office-time.ts';
import { contactOf, type DemoChannel, type PetitionPlan } from './petition-plan.ts';
import { Random } from './random.ts';
import type { Stage, Taken } from './stage.ts';

const PUBLIC_PATHS: Partial<Record<DemoChannel, string>> = {
  CITY_MAILBOX: '/public/petitions',
  CITY_APPEARANCE: '/public/reports',
};
/** Who writes down what comes by a channel; the operators do all others. */
const REGISTRARS: Partial<Record<DemoChannel, string>> = {
  LETTER: 'dispatcher',
  FAX: 'dispatcher',
  EMAIL: 'dispatcher',
  DIRECTIVE: 'city',
};
const NEVER_CONFIRMED = 0.12;

/** Sends one petition by its channel, as a citizen or as the staff that writes it down. @throws Refused */
export async function register(stage: Stage, plan: PetitionPlan): Promise<Taken> {
  const { category, place, channel, petitioner, number } = plan;
  const body = {
    categoryCode: category.code,
    subject: `${place.street}${category.name}`,
    description: `${place.address}附近：${category.name}，請派員處理。`,
    location: { lat: place.lat, lng: place.lng, address: place.address },
    petitioner,
  };
  const received = plan.receivedAt && { receivedAt: plan.receivedAt.toISOString() };
  const path = PUBLIC_PATHS[channel];
  const answer = path
    ? await stage.api.citizen.post<RegisteredAnswer>(path, body)
    : await stage.api
        .as(REGISTRARS[channel] ?? 'operator')
        .post<RegisteredAnswer>('/petitions', { ...body, channel, ...received });
  const { petitionNo } = answer;
  const taken = { petitionNo, caseNo: answer.case.caseNo, channel, contact: contactOf(petitioner), number };
  stage.taken.push(taken);
  return taken;
}

/** Takes a petition in, and follows the link of the mailbox; some never do. @returns what goes on, null when nothing does */
export async function* takeIn(stage: Stage, plan: PetitionPlan): AsyncGenerator<Date, Taken | null, undefined> {
  const taken = await register(stage, plan);
  const { status } = await stage.read(taken.caseNo);
  if (status !== 'AWAITING_CONFIRMATION') return taken;
  const random = new Random(stage.seed, 'confirmation', plan.number);
  if (random.chance(NEVER_CONFIRMED)) return null;
  yield later(stage.now(), 30 * random.whole(1, 24));
  const key = await stage.keyOf(taken.contact!, 'confirmation');
  if (key === null) throw new Error(`${taken.petitionNo} got no link to confirm`);
  await stage.api.citizen.get(`/public/confirmations/${key}`);
  return taken;
}
