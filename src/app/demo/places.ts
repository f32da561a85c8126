import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Named } from './answers.ts';
import type { Person } from '../city-api.ts';
import type { Random } from './random.ts';

/** A point in the city, with words for it. */
export interface Place {
  readonly lat: number;
  readonly lng: number;
  readonly street: string;
  readonly address: string;
}

/** West, south, east, north, in degrees. */
type Box = readonly [number, number, number, number];

interface AreaAnswer {
  readonly county: string;
  readonly district: Named;
  readonly village: Named | null;
}

const STREETS = ['中正路', '中山路', '民生路', '復興街', '成功路', '和平街', '信義路', '光復街', '自強路', '仁愛街'];
const MOST_TRIES = 50;

/** The boxes around the city's villages: small where many people live. */
export function villageBoxes(folder: string, city: string): Box[] {
  const boundaries = JSON.parse(readFileSync(join(folder, `${city}.json`), 'utf8')) as {
    readonly villages: readonly { readonly bbox: Box }[];
  };
  return boundaries.villages.map(({ bbox }) => bbox);
}

/** Random points that the city says are its own, with the names it gives to them. */
export async function findPlaces(citizen: Person, boxes: readonly Box[], random: Random, count: number): Promise<Place[]> {
  const places: Place[] = [];
  for (let tries = 0; places.length < count && tries < count * MOST_TRIES; tries++) {
    const [west, south, east, north] = random.pick(boxes);
    const [lat, lng] = [degrees(random.between(south, north)), degrees(random.between(west, east))];
    const street = `${random.pick(STREETS)}${random.whole(1, 300)}號`;
    if (!(await citizen.finds(`/areas?lat=${lat}&lng=${lng}`))) continue;
    const area = await citizen.get<AreaAnswer>(`/areas?lat=${lat}&lng=${lng}`);
    places.push({ lat, lng, street, address: `${area.county}${area.district.name}${area.village?.name ?? ''}${street}` });
  }
  if (places.length === 0) throw new Error('no point of the city was found');
  return places;
}

const degrees = (value: number): number => Number(value.toFixed(6));
