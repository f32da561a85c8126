import { isOwnOnly, type Scope } from '../../../kernel/actor.ts';
import { DomainError } from '../../../kernel/errors.ts';
import type { Channel } from '../../petitions/index.ts';

export class ChannelNotYours extends DomainError {
  readonly code = 'petition.channel_not_yours';
  readonly refusal = 'forbidden';
  readonly text = {
    'zh-TW': '里長僅得以里長管道（VILLAGE_HEAD）反映',
    en: 'A village head petitions by their own channel alone (VILLAGE_HEAD)',
  };
}

/**
 * Whoever registers petitions and reaches only what they registered themselves is a village head: what others tell the city by telephone
 * or letter is not theirs to take in.
 *
 * @throws ChannelNotYours
 */
export function checkChannel(scope: Scope, channel: Channel): void {
  if (isOwnOnly(scope) && channel !== 'VILLAGE_HEAD') throw new ChannelNotYours();
}
