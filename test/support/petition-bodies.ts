/** Petitions as clients send them, for the journeys. Where and what is real; who is not. */

/** A point in 中壢區, in the middle of a street. */
export const IN_ZHONGLI = { lat: 24.957, lng: 121.225 };
/** A point in 大溪區. */
export const IN_DAXI = { lat: 24.8806, lng: 121.2868 };
/** Hsinchu: no district of Taoyuan, hundreds of kilometres from none. */
export const OUTSIDE = { lat: 24.8066, lng: 120.9686 };

export const caller = { name: '王小明', phone: '0912-345-678', email: 'wang@example.org', preferredContact: 'EMAIL' };

/** P1, 4 hours by day and night, a hazard: goes to TY-RMO. */
export const pothole = {
  channel: 'HOTLINE',
  categoryCode: 'RD-001',
  subject: '中正路路面坑洞',
  description: '中壢區中正路100號前有一個大坑洞，機車剛剛摔倒',
  location: { ...IN_ZHONGLI, address: '桃園市中壢區中正路100號' },
  petitioner: caller,
};

/** P4, 6 working days: goes to TY-TRA. */
export const signalTiming = {
  channel: 'HOTLINE',
  categoryCode: 'TF-002',
  subject: '號誌綠燈太短',
  description: '中壢區中正路與元化路口行人綠燈只有十秒，老人過不了馬路',
  location: IN_ZHONGLI,
  petitioner: caller,
};

/** P2, 24 hours, not a hazard, with a co-handler: goes to the precinct of the place, TY-OEM helps. */
export const roadHog = {
  channel: 'HOTLINE',
  categoryCode: 'RD-012',
  subject: '花盆占用車道',
  description: '騎樓前的花盆占用車道，車子要繞到對向',
  location: IN_ZHONGLI,
  petitioner: caller,
};

/** A letter to the mailbox that needs no place: 6 working days, goes to TY-LIB. */
export const libraryLetter = {
  categoryCode: 'CU-001',
  subject: '圖書館自習室開放時間',
  description: '請考慮延長中壢分館自習室的開放時間',
  petitioner: { name: '林美', email: 'lin@example.org' },
};

/** Without its channel and what only staff may say: as a citizen sends it. */
export const asCitizen = <Body extends { readonly channel: string }>({ channel: _, ...body }: Body): Omit<Body, 'channel'> =>
  body;
