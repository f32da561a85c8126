import type { BilingualText } from '../../../kernel/errors.ts';
import type { District, Village } from './area-csv.ts';

/** One sentence about how a place was found, or what is doubtful about it. */
export interface Reason {
  readonly code: string;
  readonly text: BilingualText;
}

const reason = (code: string, zh: string, en: string): Reason => ({ code, text: { 'zh-TW': zh, en } });

const zh = (district: District, village: Village | null): string => district.nameZh + (village?.nameZh ?? '');

const en = (district: District, village: Village | null): string =>
  village === null ? district.nameEn : `${village.nameZh}, ${district.nameEn}`;

export const foundByPoint = (district: District, village: Village | null): Reason =>
  reason('place.by_point', `座標位於${zh(district, village)}`, `The point lies in ${en(district, village)}`);

export const foundByCode = (district: District, village: Village | null): Reason =>
  reason('place.by_code', `指定的地點為${zh(district, village)}`, `The place was given as ${en(district, village)}`);

export const foundByName = (district: District, village: Village | null): Reason =>
  reason('place.by_name', `地址寫的是${zh(district, village)}`, `The address names ${en(district, village)}`);

export const notFound = (): Reason =>
  reason('place.not_found', '無法從地址認出行政區', 'No district could be recognised in the address');

/** @param named in reading order; the first one counts */
export const severalDistricts = (named: readonly District[]): Reason =>
  reason(
    'place.several_districts',
    `文字提到${named.map(({ nameZh }) => nameZh).join('、')}，以最先提到的為準`,
    `The text names ${named.map(({ nameEn }) => nameEn).join(', ')}; the first one counts`,
  );

export const misspelt = (text: string, district: District): Reason =>
  reason('place.district_misspelt', `「${text}」視為${district.nameZh}`, `"${text}" is taken for ${district.nameEn}`);

/** @param metres from the point to the named district */
export const districtConflict = (named: District, located: District, metres: number): Reason =>
  reason(
    'place.district_conflict',
    `指明的是${named.nameZh}，座標卻在${located.nameZh}，相距${farZh(metres)}；以指明的行政區為準，座標存疑`,
    `${named.nameEn} was named, but the point lies in ${located.nameEn}, ${farEn(metres)} away; the named district decides, the point is doubtful`,
  );

export const nearBorder = (named: District, located: District, metres: number): Reason =>
  reason(
    'place.near_border',
    `座標在${located.nameZh}，距指明的${named.nameZh}約 ${Math.round(metres)} 公尺；以指明的行政區為準`,
    `The point lies in ${located.nameEn}, about ${Math.round(metres)} m from ${named.nameEn}, which was named; the named district decides`,
  );

export const villageConflict = (named: Village, located: Village, metres: number): Reason =>
  reason(
    'place.village_conflict',
    `指明的是${named.nameZh}，座標卻在${located.nameZh}，相距${farZh(metres)}；以指明的里為準，座標存疑`,
    `${named.nameZh} was named, but the point lies in ${located.nameZh}, ${farEn(metres)} away; the named village decides, the point is doubtful`,
  );

const farZh = (metres: number): string =>
  metres < 1000 ? `約 ${Math.round(metres)} 公尺` : `約 ${(metres / 1000).toFixed(1)} 公里`;

const farEn = (metres: number): string =>
  metres < 1000 ? `about ${Math.round(metres)} m` : `about ${(metres / 1000).toFixed(1)} km`;
