import { isValidOn, type Succeeded } from '../../../kernel/validity.ts';
import type { Sla } from '../../calendar/index.ts';

/** P1 is the most urgent. */
export const URGENCIES = ['P1', 'P2', 'P3', 'P4', 'P5'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** What a petition is about, and what that means for its way: how fast, how secret, whether a place is needed. */
export interface Category extends Succeeded {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly groupCode: string;
  readonly groupZh: string;
  readonly urgency: Urgency;
  /** Time allowed from receipt to the answer. */
  readonly sla: Sla;
  readonly locationRequired: boolean;
  /** Somebody may be hurt: dispatched before an e-mail address is confirmed, rung at night. */
  readonly safetyHazard: boolean;
  /** The petitioner's identity is kept from the handling agency's lists (行政程序法 §170 II and the acts on informers). */
  readonly confidential: boolean;
  /** One agency is plainly responsible; no dispatcher looks at it first (權責單一). */
  readonly directDispatch: boolean;
  /** Number of the item in the public city-appearance report (市容查報), or null when it is not one of its items. */
  readonly cityAppearanceNo: number | null;
  /** The agency that answers for all cases of the category, whichever agency works on one; null when none does. */
  readonly ownerAgencyCode: string | null;
  /** Words by which people search for it. */
  readonly keywords: readonly string[];
  /** How other systems spell it: `service/item`, `item`, or `service/` for a service without an item. */
  readonly aliases: readonly string[];
}

/** Whether people may petition about it on a day. */
export const isOffered = isValidOn;
