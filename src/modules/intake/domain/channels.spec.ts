import type { Scope } from '../../../kernel/actor.ts';
import { STAFF_CHANNELS } from '../../petitions/index.ts';
import { ChannelNotYours, checkChannel } from './channels.ts';

const VILLAGE_HEAD: Scope = { all: false, agencyCodes: [], own: true };

test('a village head petitions by their own channel alone', () => {
  for (const channel of STAFF_CHANNELS) {
    if (channel === 'VILLAGE_HEAD') checkChannel(VILLAGE_HEAD, channel);
    else expect(() => checkChannel(VILLAGE_HEAD, channel)).toThrow(ChannelNotYours);
  }
});

test.each<[string, Scope]>([
  ['the hotline', { all: true }],
  ['an agency', { all: false, agencyCodes: ['A'] }],
  ['a district’s hotline', { all: false, agencyCodes: [], districtCodes: ['68000010'] }],
  ['a village head who also works for an agency', { all: false, agencyCodes: ['A'], own: true }],
])('%s takes in what comes by any channel', (_, scope) => {
  for (const channel of STAFF_CHANNELS) checkChannel(scope, channel);
});
