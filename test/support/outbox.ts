import { SealedMessages } from '../../src/modules/notifications/index.ts';
import { MessageReadModel } from '../../src/modules/notifications/message.read-model.ts';
import type { BlindIndex, Vault } from '../../src/platform/vault/index.ts';

/** The outbox as it is read with the keys of this vault. */
export const outboxOf = (vault: Vault, index: BlindIndex): MessageReadModel =>
  new MessageReadModel(new SealedMessages(vault, index), index);
