import type { SurveyPolicy } from './survey-policy.ts';

const FNV_OFFSET = 2_166_136_261;
const FNV_PRIME = 16_777_619;

/**
 * Whether a petition is among those that are asked. Always the same answer for the same petition and rate, and whoever is asked at a
 * rate is asked at every higher one.
 */
export function isSampled(petitionId: string, categoryCode: string | null, policy: SurveyPolicy): boolean {
  return drawOf(petitionId) < rateOf(categoryCode, policy);
}

/** Of a hundred, how many are asked about a category. */
export const rateOf = (categoryCode: string | null, { percent, percentByCategory }: SurveyPolicy): number =>
  categoryCode !== null && Object.hasOwn(percentByCategory, categoryCode) ? percentByCategory[categoryCode]! : percent;

/** 0–99, evenly spread over ids: FNV-1a, its bits mixed once more because near ids differ in few of them (MurmurHash3's finalizer). */
function drawOf(id: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), FNV_PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % 100;
}
