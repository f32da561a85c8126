import { SealedMessages } from '../../src/modules/notifications/index.ts';
import { MessageReadModel } from '../../src/modules/notifications/message.read-model.ts';
import type { BlindIndex, Vault } from '../../src/platform/vault/index.ts';

/** What the outbox lists, by keys of one's own. */
export const outboxBy = (vault: Vault, index: BlindIndex): MessageReadModel =>
  new MessageReadModel(new SealedMessages(vault, index), index);
