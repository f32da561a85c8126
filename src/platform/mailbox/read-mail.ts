/** A file that came with a mail. */
export interface EnclosedFile {
  /** What the sender calls it; null: nothing. */
  readonly name: string | null;
  readonly bytes: Buffer;
}

/** A mail as far as it matters here. */
export interface ReadMail {
  /** By their names in small letters, the topmost of several; unfolded, not decoded. */
  readonly headers: ReadonlyMap<string, string>;
  /** Every address it was sent or delivered to, in small letters: those of the last server first. */
  readonly recipients: readonly string[];
  /** Who says to have sent it: names and addresses. */
  readonly senders: readonly string[];
  readonly subject: string;
  /** Plain; of what was HTML only its words. */
  readonly text: string;
  readonly files: readonly EnclosedFile[];
}

/** Characters of HTML of which words are read; more of it is no letter. */
const LONGEST_HTML = 2_000_000;

/** Names under which servers note whom they delivered to, the most certain first. */
const DELIVERY_HEADERS = ['delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to', 'to', 'cc', 'resent-to'];

const ADDRESS = /[^\s<>,;:"()[\]\\@]{1,128}@[\w.-]{1,255}/g;

/** Reads a mail (RFC 5322, MIME). The library is loaded with the first of them. @throws what it breaks with */
export async function readMail(source: Buffer): Promise<ReadMail> {
  const { simpleParser } = await import('mailparser');
  const parsed = await simpleParser(source, {
    ...{ skipHtmlToText: false, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true },
    maxHtmlLengthToParse: LONGEST_HTML,
  });
  const lines = parsed.headerLines.map(({ key, line }) => ({ key, value: valueOf(line) }));
  return {
    headers: new Map(lines.map(({ key, value }): [string, string] => [key, value]).reverse()),
    recipients: DELIVERY_HEADERS.flatMap((name) =>
      lines
        .filter(({ key }) => key === name)
        .flatMap(({ value }) => (value.match(ADDRESS) ?? []).map((each) => each.toLowerCase())),
    ),
    senders: (parsed.from?.value ?? []).flatMap(({ name, address }) => [name, address ?? '']).filter((each) => each !== ''),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    files: parsed.attachments.map(({ filename, content }) => ({ name: filename ?? null, bytes: content })),
  };
}

const valueOf = (line: string): string =>
  line
    .slice(line.indexOf(':') + 1)
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .trim();
