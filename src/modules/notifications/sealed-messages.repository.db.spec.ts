import { waitingMessage } from '../../../test/support/message-rows.ts';
import { outboxOf } from '../../../test/support/outbox.ts';
import { MORNING, VaultCity } from '../../../test/support/vault-city.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/database/index.ts';
import type { Message } from './domain/message.ts';

let city: VaultCity;

beforeEach(async () => {
  city = await VaultCity.found();
});

afterEach(() => city.end());

/** Messages that are found as they were typed, as they were written once. */
async function asTyped(...messages: readonly Message[]): Promise<void> {
  await city.one.send(...messages.map((each) => ({ ...each, recipient: each.id })));
  for (const { id, recipient, subject, body, links } of messages) {
    const sealed = city.one.messages.seal({ id, recipient, subject, body, links });
    const digest = city.one.index.of('recipient', recipient);
    await city.one.database.query(sql`UPDATE messages SET recipient_index = ${digest}, sealed = ${sealed} WHERE id = ${id}`);
  }
}

async function foundBy(to: string): Promise<string[]> {
  const filter = { to, state: null, confidential: true, scope: { all: true } } as const;
  const found = await outboxOf(city.one.vault, city.one.index).list(city.one.database, filter, null, 10);
  return found.map(({ recipient }) => recipient).sort();
}

test('what was found as it was typed only is found in all ways after the next change of keys', async () => {
  const mail = waitingMessage(MORNING, { recipient: 'Wang@Example.tw' });
  const text = waitingMessage(MORNING, { channel: 'SMS', recipient: '0912-345-678' });
  await asTyped(mail, text);
  expect(await foundBy('wang@example.tw')).toEqual([]);
  expect([await foundBy(mail.recipient), await foundBy(text.recipient)]).toEqual([[mail.recipient], [text.recipient]]);
  expect(await city.ended((await city.begun()).id)).toMatchObject({ state: 'DONE' });
  for (const to of ['wang@example.tw', mail.recipient]) expect(await foundBy(to)).toEqual([mail.recipient]);
  for (const to of ['0912345678', text.recipient]) expect(await foundBy(to)).toEqual([text.recipient]);
});

test('that somebody was written to twice for one cause, in two ways, keeps no change of keys from its end', async () => {
  const cause = newId();
  const written = ['Desk@Example.tw', 'desk@example.tw', 'DESK@example.tw'].map((recipient) =>
    waitingMessage(MORNING, { recipient, cause }),
  );
  await asTyped(...written);
  expect(await city.ended((await city.begun()).id)).toMatchObject({ state: 'DONE', done: 3 });
  expect(await foundBy('desk@example.tw')).toEqual(['desk@example.tw']);
  expect(await foundBy('DESK@example.tw')).toEqual(['DESK@example.tw', 'desk@example.tw']);
});
