import { civilDate } from './civil-date.ts';
import { revise } from './revision.ts';

const today = civilDate('2026-11-20');
const lamp = { code: 'LAMP', name: 'lamps', validTo: null };

test('the same list again changes nothing, whatever the order of its members', () => {
  expect(revise([lamp], [{ name: 'lamps', validTo: null, code: 'LAMP' }], today)).toEqual([]);
});

test('what is new or differs is recorded', () => {
  const renamed = { ...lamp, name: 'street lamps' };
  const tree = { code: 'TREE', name: 'trees', validTo: null };
  expect(revise([lamp], [renamed, tree], today)).toEqual([renamed, tree]);
});

test('what is no longer delivered ends today and is not ended twice', () => {
  const ended = { ...lamp, validTo: today };
  expect(revise([lamp], [], today)).toEqual([ended]);
  expect(revise([ended], [], today)).toEqual([]);
});
