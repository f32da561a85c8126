import type { ReplyBook } from '../../src/modules/cases/domain/reply-book.ts';

/** A city that says nothing about replies: nobody approves them. */
export const NO_REPLY_BOOK: ReplyBook = { approvals: [], remedies: [], templates: [] };
