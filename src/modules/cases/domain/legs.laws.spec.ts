import type { Scope } from '../../../kernel/actor.ts';
import { whatever } from '../../../../test/support/case-stories.ts';
import { AGENCIES } from '../../../../test/support/command-arbitraries.ts';
import { isCityLevel } from './authority.ts';
import type { Case } from './case.ts';
import { leadOf, leads, legOf } from './legs.ts';
import { isRecused } from './recusal-check.ts';

const at = (agencyCode: string): Scope => ({ all: false, agencyCodes: [agencyCode] });
const above = (agencyCode: string, below: string): Scope => ({ all: false, agencyCodes: [agencyCode], belowCodes: [below] });
const inDistrict = (code: string): Scope => ({ all: false, agencyCodes: [], districtCodes: [code] });

/** Every two agencies, at every moment of a case. */
const ofTwo = (law: (of: Case, upper: string, lower: string) => void): void =>
  whatever(({ moments }) => {
    for (const { before } of moments)
      for (const upper of AGENCIES) for (const lower of AGENCIES) if (upper !== lower) law(before, upper, lower);
  });

test('a bureau works on its own leg where it has one, else on that of the body below it', () => {
  ofTwo((of, upper, lower) => {
    const below = isRecused(of, { agencyCode: upper }) ? null : legOf(of, at(lower));
    expect(legOf(of, above(upper, lower))).toEqual(legOf(of, at(upper)) ?? below);
  });
});

test('a bureau decides for the body below it that leads a case, unless the case complains of the bureau', () => {
  ofTwo((of, upper, lower) => {
    const byBelow = leads(of, at(lower)) && !isRecused(of, { agencyCode: upper });
    expect(leads(of, above(upper, lower))).toBe(leads(of, at(upper)) || byBelow);
  });
});

test('whoever looks after a district stands in it like whoever looks after the city, and elsewhere like a stranger', () => {
  whatever(({ moments }) => {
    for (const { before } of moments) {
      const here = { ...before, place: { ...before.place, districtCode: '68000010' } };
      expect([legOf(here, inDistrict('68000010')), leads(here, inDistrict('68000010'))]).toEqual([leadOf(here), true]);
      expect([legOf(here, inDistrict('68000020')), leads(here, inDistrict('68000020'))]).toEqual([null, false]);
    }
  });
});

test.each<[string, Scope, boolean]>([
  ['the city', { all: true }, true],
  ['a district', inDistrict('68000010'), true],
  ['an agency', at('A'), false],
  ['a district and an agency', { all: false, agencyCodes: ['A'], districtCodes: ['68000010'] }, false],
  ['what one registered oneself', { all: false, agencyCodes: [], own: true }, false],
])('who looks after %s acts for the city or does not', (_, scope, expected) => {
  expect(isCityLevel(scope)).toBe(expected);
});
