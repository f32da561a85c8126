import type { ActorRef } from '../../../kernel/actor.ts';
import type { NewCase } from '../../cases/index.ts';
import type { Sla } from '../../calendar/index.ts';
import type { Category } from '../../catalog/index.ts';
import type { Place } from '../../geography/index.ts';
import type { NewPetition, Petition } from '../../petitions/index.ts';
import { contactOf } from './check-petition.ts';
import type { Draft } from './draft.ts';

/** The petition that a draft becomes, with the place that was found for it. */
export const toNewPetition = (actor: ActorRef, draft: Draft, place: Place | null, at: Date): NewPetition => ({
  channel: draft.channel,
  categoryCode: draft.categoryCode,
  subject: draft.subject,
  description: draft.description,
  receivedAt: draft.receivedAt > at ? at : draft.receivedAt, // another machine's clock may be ahead by a little
  registeredAt: at,
  registeredBy: actor.id,
  place: placeOf(draft, place ?? NOWHERE),
  answers: draft.answers,
  petitioner: draft.petitioner,
  sentFrom: draft.sentFrom,
  anonymous: draft.anonymous,
  confidential: draft.confidential,
  preferredContact: contactOf(draft),
  language: draft.language,
  callId: draft.callId,
  externalId: draft.externalId,
});

const NOWHERE = { point: null, doubtful: false, district: null, village: null };

/** The words as they were sent, with what the map says of them. */
const placeOf = (
  { location }: Draft,
  { point, doubtful, district, village }: Pick<Place, keyof typeof NOWHERE>,
): NewPetition['place'] => ({
  point,
  doubtful,
  address: location.address,
  districtCode: district?.code ?? null,
  villageCode: village?.code ?? null,
  landmark: location.landmark,
  lightPoleNo: location.lightPoleNo,
});

/** A petition that names no category is looked at like any other. */
const ORDINARY_PRIORITY = 'P4';

/** The time in which a case is to be answered. */
export interface Pledge {
  readonly category: Category | null;
  readonly sla: Sla;
  readonly dueAt: Date;
  /** For what the clock stands still; null when it runs. */
  readonly standstill: object | null;
  /** What is left of a clock that stands still; null when it runs. */
  readonly remainingMinutes: number | null;
}

/** What protects a petition: being a danger, or a secret. */
export const protectionOf = (
  { confidential }: Pick<Petition, 'confidential'>,
  category: Category | null,
): Pick<NewCase, 'safetyHazard' | 'confidential'> => ({
  safetyHazard: category?.safetyHazard ?? false,
  confidential: confidential || (category?.confidential ?? false),
});

/** What a case takes over from the petition that opens it. */
export const caseBeginning = (
  petition: Petition,
  { category, sla, dueAt, standstill, remainingMinutes }: Pledge,
): Omit<NewCase, 'caseNo'> => ({
  categoryCode: petition.categoryCode,
  priority: category?.urgency ?? ORDINARY_PRIORITY,
  ...protectionOf(petition, category),
  subject: petition.subject,
  description: petition.description,
  place: {
    point: petition.place.point,
    address: petition.place.address,
    districtCode: petition.place.districtCode,
    villageCode: petition.place.villageCode,
  },
  firstReceivedAt: petition.receivedAt,
  sla,
  dueAt,
  clockState: standstill === null ? 'RUNNING' : 'PAUSED',
  remainingMinutes,
});

/** A registered petition as it was sent, to be decided about again. */
export const toDraft = (petition: Petition): Draft => ({
  channel: petition.channel,
  categoryCode: petition.categoryCode,
  subject: petition.subject,
  description: petition.description,
  receivedAt: petition.receivedAt,
  location: {
    lat: petition.place.point?.lat ?? null,
    lng: petition.place.point?.lng ?? null,
    address: petition.place.address,
    districtCode: petition.place.districtCode,
    villageCode: petition.place.villageCode,
    landmark: petition.place.landmark,
    lightPoleNo: petition.place.lightPoleNo,
  },
  petitioner: petition.petitioner,
  sentFrom: petition.sentFrom,
  anonymous: petition.anonymous,
  confidential: petition.confidential,
  preferredContact: petition.preferredContact,
  language: petition.language,
  answers: petition.answers,
  attachmentIds: [],
  callId: petition.callId,
  externalId: petition.externalId,
  joinCaseNo: null,
});
