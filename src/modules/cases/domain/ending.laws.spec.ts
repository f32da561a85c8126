import fc from 'fast-check';
import { circumstances, whatever } from '../../../../test/support/case-stories.ts';
import type { Case } from './case.ts';
import { isOpenIn } from './case-lifecycle.ts';
import { decideCase } from './decide-case.ts';
import { BadEarlierCase, NeverDropped, NewFactNotChecked, SeveralPetitioners } from './ending-errors.ts';
import type { EarlierCase, EndingCommand } from './ending.ts';

type Repeated = Pick<Case, 'safetyHazard' | 'newFact' | 'petitionCount'>;

const repeated: fc.Arbitrary<Repeated> = fc.record({
  safetyHazard: fc.boolean(),
  newFact: fc.constantFrom(true, false, null),
  petitionCount: fc.constantFrom(1, 2),
});
const earlierCases: fc.Arbitrary<EarlierCase | null> = fc.option(
  fc.record({ caseNo: fc.constant('C26-000000-7'), answered: fc.boolean(), samePerson: fc.boolean() }),
);

/** What becomes of a case in any state in which it may be left unprocessed, because the matter was clearly answered before. */
const leaving = (law: (run: () => Case, of: Repeated, earlier: EarlierCase | null) => void): void =>
  whatever(({ end }) => {
    if (!isOpenIn(end, 'no-action')) return;
    fc.assert(
      fc.property(repeated, earlierCases, (of, earlier) => {
        const command: EndingCommand = { type: 'no-action', ground: 'CLEARLY_ANSWERED', earlier, note: 'n' };
        law(() => decideCase({ ...end, ...of }, command, { all: true }, circumstances()()).next, of, earlier);
      }),
      { numRuns: 20 },
    );
  });

test('invariant 5: only what one person repeats is left unprocessed, no hazard, after somebody found nothing new in it', () => {
  leaving((run, { safetyHazard, newFact, petitionCount }, earlier) => {
    const repeats = !safetyHazard && newFact === false && petitionCount === 1;
    if (!repeats) expect(run).toThrow();
    else if (earlier?.answered && earlier.samePerson) expect(run()).toMatchObject({ status: 'NO_ACTION' });
    else expect(run).toThrow(BadEarlierCase);
  });
});

test('invariant 11: what is worked on in any case is so for the same reason, whichever earlier case is named', () => {
  leaving((run, { safetyHazard, newFact, petitionCount }) => {
    if (safetyHazard || newFact === true) expect(run).toThrow(NeverDropped);
    else if (newFact === null) expect(run).toThrow(NewFactNotChecked);
    else if (petitionCount > 1) expect(run).toThrow(SeveralPetitioners);
  });
});
