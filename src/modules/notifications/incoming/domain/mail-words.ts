import { plainText } from '../../../../kernel/plain-text.ts';

/** Of a text that stands in a case. */
export const MOST_CHARACTERS = 10_000;
/** Of a mail this much is searched for who wrote it: more than is kept, for what is found becomes shorter. */
export const MOST_SEARCHED = 2 * MOST_CHARACTERS;
/** In characters: no name, address or number is longer, with all that may stand between its digits. */
const LONGEST_TRACE = 1_000;

const QUOTED = /^\s{0,3}>/;
/** `On … wrote:`, `於 … 寫道：`, as programs write it above what they quote; it may go over two lines. */
const INTRODUCTION = /^(?:on\s.{5,300}\swrote|.{0,300}(?:寫道|写道|来信|來信))\s*[:：]\s*$/iu;
/** With the blanks at its end; what is longer is not looked at once more for every line under it. */
const LONGEST_INTRODUCTION = 1_000;
/** Outlook quotes what it answers to whole, without marks. */
const ORIGINAL = /^-{3,}\s*(?:original message|原始郵件|原始信件|原始邮件)\s*-{3,}\s*$/iu;
const FROM = /^(?:from|寄件者|寄件人|发件人)\s*[:：]/iu;
const SENT = /^(?:sent|date|寄件日期|傳送時間|日期|发送时间)\s*[:：]/iu;
/** RFC 3676 §4.3. */
const SIGNATURE = '-- ';

const isFilled = (text: string): boolean => /[^\p{Z}\p{Cc}\p{Cf}]/u.test(text);

/**
 * What somebody wrote, without the mail that they answer to and without their signature; all of it when nothing is left then. A cut that
 * was wrong loses nothing: the mailbox has the mail.
 */
export function ownWords(text: string): string {
  const lines = plainText(text).split('\n');
  const end = lines.findIndex((line, i) => line === SIGNATURE || beginsOriginal(line, lines[i + 1] ?? ''));
  const kept = withoutQuotes(end === -1 ? lines : lines.slice(0, end));
  const own = kept.join('\n');
  return (isFilled(own) ? own : plainText(text)).replaceAll(/\n{3,}/g, '\n\n').trim();
}

const beginsOriginal = (line: string, next: string): boolean => ORIGINAL.test(line) || (FROM.test(line) && SENT.test(next));

function withoutQuotes(lines: readonly string[]): string[] {
  const kept: string[] = [];
  const filled: number[] = []; // which of them have words, so that nobody looks for the last one through all that are blank
  for (const line of lines) {
    if (QUOTED.test(line)) dropIntroduction(kept, filled);
    else {
      if (isFilled(line)) filled.push(kept.length);
      kept.push(line);
    }
  }
  return kept;
}

/** What stands right above a quotation. */
function dropIntroduction(kept: string[], filled: number[]): void {
  const last = filled.at(-1);
  if (last === undefined) return;
  if (introduces(kept[last]!)) kept.length = last;
  else if (last > 0 && introduces(`${kept[last - 1]!} ${kept[last]!}`)) kept.length = last - 1;
  while (filled.length > 0 && filled.at(-1)! >= kept.length) filled.pop();
}

const introduces = (text: string): boolean => text.length <= LONGEST_INTRODUCTION && INTRODUCTION.test(text);

/** What of a mail may be kept, and whether that is all of it. */
export interface ShownWords {
  readonly text: string;
  readonly isWhole: boolean;
}

/**
 * The words without what tells who wrote them, of a long mail their beginning: nothing is kept that was not searched. The end of what was
 * searched goes as well, for half a number is not found there.
 */
export function shownWords(words: string, tracesIn: (searched: string) => readonly string[]): ShownWords {
  const isWhole = words.length <= MOST_SEARCHED;
  const searched = words.slice(0, MOST_SEARCHED);
  const shown = withoutTraces(searched, tracesIn(searched));
  return { text: isWhole ? shown : shown.slice(0, -LONGEST_TRACE), isWhole };
}

const MARK = '○○○';
const SHORTEST_HIDDEN = 2;

/** Two characters of Chinese are a name by themselves, and three letters. */
const NAME = /^(?:\p{Script=Han}{2,}|.{3,})$/u;

/** What somebody may sign with who is called so: the whole of it, or a word. */
export function namesIn(called: string): string[] {
  const names = called.split(/[^\p{L}\p{M}'’]+/u).filter((word) => NAME.test(word));
  return called === '' ? [] : [...new Set([called, ...names])];
}

/** A text without what tells who wrote it. */
export const withoutTraces = (text: string, traces: readonly string[]): string =>
  traces
    .filter(({ length }) => length >= SHORTEST_HIDDEN)
    .sort((one, other) => other.length - one.length)
    .reduce(
      (left, trace) => left.replaceAll(new RegExp(trace.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`), 'giu'), MARK),
      text,
    );

/** A file that was not taken. */
export interface RefusedFile {
  readonly name: string;
  readonly why: string;
}

const NO_WORDS = '（信中沒有文字。No words in the mail.）';
const CUT = '（全文過長，其餘請見信箱。The rest is in the mailbox.）';
const LONGEST_NAME = 80;

/** The words as they stand in the case, with what was left out named. @returns also whether all of them are there */
export function letterText(words: ShownWords, refused: readonly RefusedFile[]): ShownWords {
  const remarks = refused.map(({ name, why }) => `（未收附件 not taken: ${plainText(name).slice(0, LONGEST_NAME)} – ${why}）`);
  const said = isFilled(words.text) ? words.text : NO_WORDS;
  const room = MOST_CHARACTERS - remarks.join('\n').length - 2;
  const isWhole = words.isWhole && said.length <= room;
  const fitting = isWhole ? said : `${plainText(said.slice(0, room - CUT.length - 1))}\n${CUT}`;
  return { text: [fitting, ...(remarks.length > 0 ? ['', ...remarks] : [])].join('\n').trim(), isWhole };
}
