import { percentDecoded } from './canaries.ts';

/** Planted in the fields that say who petitions. None of these stands anywhere else, and none is like another. */
export const PEOPLE = {
  caller: {
    name: '甄藏鋒',
    phone: '0966-271-828',
    email: 'cangfeng.marked@mail.marked-caller.tw',
    address: '桃園市桃園區藏鋒路577號之31',
  },
  corrected: {
    name: '甄更正',
    phone: '0966-314-159',
    email: 'gengzheng.marked@mail.marked-corrected.tw',
    address: '桃園市桃園區更正路611號之7',
  },
  informer: {
    name: '匡默聲',
    phone: '0955-161-803',
    email: 'mosheng.marked@mail.marked-informer.tw',
    address: '桃園市中壢區默聲街919號之2',
  },
  writer: {
    name: '酆書簡',
    phone: '0944-141-421',
    email: 'shujian.marked@mail.marked-writer.tw',
    address: '桃園市中壢區書簡路733號之5',
  },
} as const;

/** Internet addresses of citizens. */
export const ADDRESSES = ['203.0.113.77', '203.0.113.88'] as const;

/** What citizens write besides what they were asked for: telephone, identity card, plate and LINE. */
export const WORDS = {
  phone: '0977-577-215',
  email: 'words.marked@marked-words.tw',
  nationalId: 'F131415926',
  plate: 'MRK-7731',
  line: 'marked_dragon_77',
} as const;

/** What officials write about people, in notes and replies. */
export const OFFICIAL = { phone: '0988-112-358', nationalId: 'H221346269', plate: 'MRQ-5813' } as const;

/** What files bring along without anybody seeing it. */
export const NOTES = ['MARKED-OWNER', 'MARKED-MAKER', 'MARKED-TITLE'] as const;

const digits = (text: string): string => text.replaceAll(/\D/g, '');

/** Who petitioned, in every form in which it may turn up. */
export const ofPeople: readonly string[] = [
  ...Object.values(PEOPLE).flatMap(({ name, phone, email, address }) => [name, phone, digits(phone), email, address]),
  ...ADDRESSES,
];
export const ofWords: readonly string[] = [...Object.values(WORDS), digits(WORDS.phone)];
export const ofOfficials: readonly string[] = [...Object.values(OFFICIAL), digits(OFFICIAL.phone)];
export const everyMark: readonly string[] = [...ofPeople, ...ofWords, ...ofOfficials, ...NOTES];

/** Words that hold everything that is not asked for. */
export const gossip = (of: Readonly<Record<string, string>> = WORDS): string => `請聯絡 ${Object.values(of).join('、')}`;

/** The marks that can be read in an output, however it writes them: percent-encoded, escaped, in Base64 or in hexadecimal digits. */
export function marksIn(output: string, marks: readonly string[] = everyMark): string[] {
  const forms = [output, unescaped(output), percentDecoded(output), ...encodedPieces(output)].join('\n').toLowerCase();
  return marks.filter((mark) => forms.includes(mark.toLowerCase()));
}

/** `\u7504` of JSON and `\xe7\x94\x84` of Redis. */
const unescaped = (text: string): string =>
  text
    .replaceAll(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/(?:\\x[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll('\\x', ''), 'hex').toString());

const encodedPieces = (text: string): string[] => [
  ...Array.from(text.matchAll(/[A-Za-z0-9+/_-]{12,}={0,2}/g), ([piece]) => Buffer.from(piece, 'base64').toString()),
  ...Array.from(text.matchAll(/(?:[0-9a-f]{2}){6,}/gi), ([piece]) => Buffer.from(piece, 'hex').toString()),
];
