import { FILE_KINDS, type FileKind, isFileKind } from '../../kernel/file-kind.ts';
import type { AttachmentPolicy } from '../../modules/files/index.ts';
import { isObject } from './members.ts';

/** What holds where a pack says nothing of it. */
const USUAL: AttachmentPolicy = {
  photoMegabytes: 15,
  documentMegabytes: 20,
  longestSide: 2560,
  most: 10,
  fromCitizens: ['JPEG', 'PNG', 'WEBP', 'GIF', 'PDF'],
  fromStaff: ['JPEG', 'PNG', 'WEBP', 'GIF', 'PDF', 'ODT', 'ODS', 'ODP', 'DOCX', 'XLSX', 'PPTX'],
  citizenMinutes: 60,
  unlinkedHours: 24,
};

/** Between which each number must be. */
const BETWEEN = {
  photoMegabytes: [1, 50],
  documentMegabytes: [1, 100],
  longestSide: [640, 8_192],
  most: [0, 20],
  citizenMinutes: [5, 1_440],
  unlinkedHours: [1, 720],
} as const;

type Report = (reason: string) => void;

/** Reads `attachments` of `city.json`. Every wrong member is reported; what is left out is as usual. */
export function readAttachmentPolicy(value: unknown, report: Report): AttachmentPolicy {
  if (value === undefined) return USUAL;
  if (!isObject(value)) {
    report('is not an object');
    return USUAL;
  }
  for (const key of Object.keys(value).filter((name) => !(name in USUAL))) report(`${key} is not a setting of attachments`);
  const whole = (key: keyof typeof BETWEEN): number => {
    const [least, most] = BETWEEN[key];
    const given = value[key] ?? USUAL[key];
    if (typeof given === 'number' && Number.isInteger(given) && given >= least && given <= most) return given;
    report(`${key} is not a whole number from ${least} to ${most}`);
    return USUAL[key];
  };
  const kinds = (key: 'fromCitizens' | 'fromStaff'): readonly FileKind[] => {
    const listed: unknown = value[key] ?? USUAL[key];
    if (Array.isArray(listed) && listed.every(isFileKind)) return listed;
    report(`${key} is not a list of ${Object.keys(FILE_KINDS).join(', ')}`);
    return USUAL[key];
  };
  return {
    photoMegabytes: whole('photoMegabytes'),
    documentMegabytes: whole('documentMegabytes'),
    longestSide: whole('longestSide'),
    most: whole('most'),
    fromCitizens: kinds('fromCitizens'),
    fromStaff: kinds('fromStaff'),
    citizenMinutes: whole('citizenMinutes'),
    unlinkedHours: whole('unlinkedHours'),
  };
}
