import type { BilingualText } from '../../../kernel/errors.ts';
import type { Agency } from '../../agencies/index.ts';
import type { Sla } from '../../calendar/index.ts';
import type { District } from '../../geography/index.ts';
import type { Reason } from './routing-facts.ts';
import type { OfficeKind } from './rule.ts';
import type { Criterion } from './specificity.ts';

/** Every sentence that a decision says by itself; what a rule says is in `rule-reasons.ts`. */

const reason = (code: string, zh: string, en: string): Reason => ({ code, text: { 'zh-TW': zh, en } });

export const OFFICE_NAMES: Record<OfficeKind, BilingualText> = {
  DISTRICT_OFFICE: { 'zh-TW': '區公所', en: 'district office' },
  POLICE_PRECINCT: { 'zh-TW': '警察分局', en: 'police precinct' },
  LAND_OFFICE: { 'zh-TW': '地政事務所', en: 'land office' },
  HOUSEHOLD_REGISTRATION_OFFICE: { 'zh-TW': '戶政事務所', en: 'household registration office' },
  HEALTH_CENTER: { 'zh-TW': '衛生所', en: 'health center' },
};

export const categoryMissing = (): Reason => CATEGORY_MISSING;
const CATEGORY_MISSING = reason(
  'category.missing',
  '尚未選定案件類別，由分派人員判定',
  'No category was chosen; a dispatcher decides',
);

export const noRule = (): Reason => NO_RULE;
const NO_RULE = reason('rule.none', '沒有符合的派案規則，由分派人員判定', 'No routing rule matches; a dispatcher decides');

export const unknownDistrict = (): Reason => UNKNOWN_DISTRICT;
const UNKNOWN_DISTRICT = reason(
  'place.unknown_district',
  '不知道地點在哪一個行政區，無法決定由哪個單位辦理，由分派人員判定',
  'The district of the place is unknown, so the office cannot be named; a dispatcher decides',
);

export const doubtfulPlace = (): Reason => DOUBTFUL_PLACE;
const DOUBTFUL_PLACE = reason(
  'place.doubtful',
  '地點的座標可能有誤，請確認位置',
  'The position may be wrong; please confirm the place',
);

export const officeOfPlace = (district: District | undefined, agency: Agency): Reason =>
  reason(
    'office.of_place',
    `${district?.nameZh ?? ''}由${agency.nameZh}辦理`,
    `${agency.nameEn} serves ${district?.nameEn ?? 'the district'}`,
  );

export const selfGoverning = (agency: Agency): Reason =>
  reason(
    'office.self_governing',
    `${agency.nameZh}屬直轄市山地原住民區自治團體，案件以移轉方式送辦`,
    `${agency.nameEn} belongs to a self-governing indigenous district: the case is handed over, not assigned`,
  );

export const noOffice = (kind: OfficeKind): Reason =>
  reason(
    'office.missing',
    `這個行政區沒有登錄${OFFICE_NAMES[kind]['zh-TW']}，由分派人員判定`,
    `No ${OFFICE_NAMES[kind].en} is recorded for this district; a dispatcher decides`,
  );

export const severalOffices = (kind: OfficeKind, offices: readonly Agency[]): Reason =>
  reason(
    'office.ambiguous',
    `這個行政區登錄了不只一個${OFFICE_NAMES[kind]['zh-TW']}（${offices.map((office) => office.nameZh).join('、')}），由分派人員判定`,
    `More than one ${OFFICE_NAMES[kind].en} is recorded for this district (${offices.map((office) => office.nameEn).join(', ')}); a dispatcher decides`,
  );

export const unknownAgency = (code: string): Reason =>
  reason(
    'agency.unknown',
    `規則指定的機關 ${code} 不存在，由分派人員判定`,
    `The rule names ${code}, which does not exist; a dispatcher decides`,
  );

export const notInForce = (agency: Agency): Reason =>
  reason(
    'agency.not_in_force',
    `${agency.nameZh}在案件當日未設立或已裁撤，也沒有承接機關，由分派人員判定`,
    `${agency.nameEn} does not exist on the day of the case and has no successor; a dispatcher decides`,
  );

export const succeeded = (former: Agency, agency: Agency): Reason =>
  reason(
    'agency.succeeded',
    `${former.nameZh}已由${agency.nameZh}承接`,
    `${former.nameEn} has been succeeded by ${agency.nameEn}`,
  );

export const notReceiving = (agency: Agency): Reason =>
  reason(
    'agency.not_receiving',
    `${agency.nameZh}不直接受理案件，由分派人員判定`,
    `${agency.nameEn} does not take cases directly; a dispatcher decides`,
  );

export const notServing = (agency: Agency): Reason =>
  reason(
    'agency.not_serving',
    `地點不在${agency.nameZh}的轄區，由分派人員判定`,
    `The place is outside the districts of ${agency.nameEn}; a dispatcher decides`,
  );

export const coAgencyLeftOut = (because: Reason): Reason =>
  reason('co_agency.left_out', `未加派協辦單位：${because.text['zh-TW']}`, `A co-handler was left out: ${because.text.en}`);

/** @param elsewhere who would get the case on the other side; null = a dispatcher would decide; undefined = the same agency */
export function nearBorder(metres: number, other: District | undefined, elsewhere: Agency | null | undefined): Reason {
  const zh = `距與${other?.nameZh ?? '鄰近行政區'}的界線約 ${Math.round(metres)} 公尺`;
  const en = `About ${Math.round(metres)} m from the border with ${other?.nameEn ?? 'another district'}`;
  if (elsewhere === undefined)
    return reason('border.near', `${zh}；兩邊都由同一機關辦理`, `${en}; the same agency serves both sides`);
  if (elsewhere === null)
    return reason('border.near', `${zh}；若在另一邊，須由分派人員判定`, `${en}; on the other side a dispatcher would decide`);
  return reason(
    'border.near',
    `${zh}；若在另一邊，則由${elsewhere.nameZh}辦理`,
    `${en}; on the other side ${elsewhere.nameEn} would handle it`,
  );
}

const LOST: Record<Criterion, BilingualText> = {
  category: { 'zh-TW': '另一條規則指明了類別（或類群）', en: 'another rule names the category (or its group) more closely' },
  village: { 'zh-TW': '另一條規則指明了里', en: 'another rule names the village' },
  zone: { 'zh-TW': '另一條規則指明了特定區域', en: 'another rule names the zone' },
  district: { 'zh-TW': '另一條規則指明了行政區', en: 'another rule names the district' },
  answers: { 'zh-TW': '另一條規則依填答內容指定得更細', en: 'another rule asks for more of the answers given' },
  nature: { 'zh-TW': '另一條規則指明了陳情性質', en: 'another rule names the nature of the petition' },
  channel: { 'zh-TW': '另一條規則指明了受理管道', en: 'another rule names the channel' },
  hours: { 'zh-TW': '另一條規則指明了時段', en: 'another rule names the time of the week' },
};
const LOST_TIE: BilingualText = {
  'zh-TW': '兩條規則同樣明確，依規則代號排序',
  en: 'both rules are equally specific; the rule id decided',
};

/** Why a rule that matched did not win. */
export const lostBecause = (criterion: Criterion | null): BilingualText => (criterion === null ? LOST_TIE : LOST[criterion]);

export const emergencyDesk = (disaster: string, desk: Agency): Reason =>
  reason(
    'disaster.emergency_desk',
    `「${disaster}」期間，此類案件由${desk.nameZh}統一受理`,
    `While “${disaster}” lasts, cases of this category go to ${desk.nameEn}`,
  );

export const deskCannot = (disaster: string): Reason =>
  reason(
    'disaster.desk_cannot',
    `「${disaster}」指定的應變單位無法受理此地點的案件，仍依派案規則分派`,
    `The emergency desk of “${disaster}” cannot take a case of this place; the routing rules decide`,
  );

export const lostToDisaster = (disaster: string): BilingualText => ({
  'zh-TW': `「${disaster}」期間改由應變單位受理`,
  en: `the emergency desk takes its cases while “${disaster}” lasts`,
});

export const slaLengthened = (disaster: string, before: Sla, after: Sla): Reason =>
  reason(
    'disaster.sla_lengthened',
    `「${disaster}」期間受理，處理時限由 ${before.value} 延長為 ${after.value}（${UNIT_NAMES[after.unit]['zh-TW']}）`,
    `Received while “${disaster}” lasts: ${after.value} instead of ${before.value} ${UNIT_NAMES[after.unit].en} are allowed`,
  );

export const slaSuspended = (disaster: string): Reason =>
  reason(
    'disaster.sla_suspended',
    `「${disaster}」期間，此類案件暫停計算時效`,
    `While “${disaster}” lasts, the clocks of this category stand still`,
  );

const UNIT_NAMES: Record<Sla['unit'], BilingualText> = {
  HOUR: { 'zh-TW': '小時', en: 'hours' },
  WORKING_HOUR: { 'zh-TW': '上班小時', en: 'working hours' },
  WORKING_DAY: { 'zh-TW': '工作天', en: 'working days' },
  CALENDAR_DAY: { 'zh-TW': '日曆天', en: 'calendar days' },
};
