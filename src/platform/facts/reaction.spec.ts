import type { Fact } from '../../kernel/fact.ts';
import { On, type Reaction, reactionNamed, reactionsTo } from './reaction.ts';

type LampRepaired = Fact<'lamp.repaired', { readonly lamps: number }>;

class SendReply implements Reaction {
  async react(): Promise<void> {}
}
class SettleDeadlines implements Reaction {
  async react(): Promise<void> {}
}
class OfferSMSSurvey2 implements Reaction {
  async react(): Promise<void> {}
}

const fact = (type: string, data: object = {}): Fact => ({ type, subject: { kind: 'case', id: 'c' }, data });
const reactingTo = (happened: Fact): string[] => reactionsTo(happened).map(({ name }) => name);

beforeAll(() => {
  On('lamp.repaired')(SendReply);
  On<LampRepaired>('lamp.repaired', ({ data }) => data.lamps > 1)(SettleDeadlines);
  On('lamp.broken')(OfferSMSSurvey2);
});

test('every reaction to a fact is found by the type of the fact', () => {
  expect(reactingTo(fact('lamp.repaired', { lamps: 2 }))).toEqual(['send-reply', 'settle-deadlines']);
  expect(reactingTo(fact('lamp.stolen'))).toEqual([]);
});

test('a fact that does not concern a reaction is not delivered to it', () => {
  expect(reactingTo(fact('lamp.repaired', { lamps: 1 }))).toEqual(['send-reply']);
});

test('a reaction is called by the name of its class, in dashes', () => {
  expect(reactionNamed('settle-deadlines')).toMatchObject({ factType: 'lamp.repaired', target: SettleDeadlines });
  expect(reactionNamed('SettleDeadlines')).toBeUndefined();
});

test('a name contains nothing that an id of a job must not contain', () => {
  expect(reactingTo(fact('lamp.broken'))).toEqual([expect.stringMatching(/^[a-z0-9-]+$/)]);
});

test('two classes of one name are refused: the rows of one would be taken by the other', () => {
  const other = { SendReply: class SendReply extends SettleDeadlines {} }.SendReply;
  expect(() => {
    On('lamp.broken')(other);
  }).toThrow('two reactions are called send-reply');
  expect(reactionNamed('send-reply')).toMatchObject({ factType: 'lamp.repaired', target: SendReply });
});
