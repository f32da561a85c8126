import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { built } from './built.mjs';
import { VAULT_KEY } from './vault-key.mjs';

/** Places all over the city, categories with one agency, with the office of the place, in hours and in days. */
const CATEGORIES = ['RD-001', 'RD-003', 'LT-001', 'EN-001', 'PK-001', 'TR-002', 'WT-001', 'EN-002'];
const PLACES = [
  [24.957, 121.225, '桃園市中壢區中正路100號'],
  [24.9937, 121.301, '桃園市桃園區縣府路1號'],
  [25.0507, 121.291, '桃園市蘆竹區南崁路150號'],
  [24.8843, 121.287, '桃園市大溪區普濟路11號'],
  [24.9086, 121.145, '桃園市楊梅區校前路49號'],
  [24.9545, 121.218, '桃園市中壢區環北路380號'],
];

/** The n-th petition of an endless day. */
export function petitionOf(n) {
  const [lat, lng, address] = PLACES[n % PLACES.length];
  return {
    channel: 'HOTLINE',
    categoryCode: CATEGORIES[n % CATEGORIES.length],
    subject: `第 ${n} 件：路面與環境問題`,
    description: '民眾來電反映前方道路有狀況，影響行車安全，請儘速派員處理並回復。',
    location: { lat: lat + (n % 97) * 1e-5, lng: lng + (n % 89) * 1e-5, address },
    petitioner: { name: '陳先生', phone: '0912-345-678', preferredContact: 'SMS' },
  };
}

/** The statements by which the program itself would have registered so many petitions, ready for a bare client. */
export async function captureStatements(databaseUrl, count) {
  const { prepareProgram } = await built('app/program.js');
  const { AppModule } = await built('app/app.module.js');
  const { PackLoader } = await built('app/city-pack/pack-loader.service.js');
  const { readSettings } = await built('platform/config/index.js');
  const { Database } = await built('platform/database/index.js');
  const { Intake } = await built('modules/intake/intake.service.js');
  const { toStaffDraft } = await built('modules/intake/petition.dto.js');
  const { IdempotencyKeys } = await built('platform/http/index.js');
  const settings = readSettings({ DATABASE_URL: databaseUrl, VAULT_KEY, LOG_LEVEL: 'error' });
  const prepared = await prepareProgram(settings);
  const app = await NestFactory.createApplicationContext(AppModule.of({ ...prepared, roles: { api: true, worker: false } }), {
    logger: ['error'],
  });
  await app.get(PackLoader).load(prepared.pack);
  const captured = [];
  app.get(Database).statement = async (statement) => {
    captured.push({ name: nameOf(statement.text), text: statement.text, values: [...statement.values] });
    return [];
  };
  const intake = app.get(Intake, { strict: false });
  const keys = app.get(IdempotencyKeys, { strict: false });
  const actor = { kind: 'STAFF', id: '00000000-0000-7000-8000-000000000001', name: '話務人員' };
  for (let n = 0; n < count; n += 1) {
    const body = petitionOf(n);
    await keys.once('bench', `capture-${n}`, body, (remember) =>
      intake.register(actor, toStaffDraft(body, new Date()), (registered) => remember({ registered })),
    );
  }
  await app.close();
  return captured.reverse();
}

const names = new Map();
function nameOf(text) {
  if (!names.has(text)) names.set(text, `bare${names.size}`);
  return names.get(text);
}
