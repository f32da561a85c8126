import type { Answer, Client } from './test-app.ts';

/** What the city counts. */
export async function citysNumbers(supervisor: Client): Promise<object> {
  const reroutings = await supervisor.get('/reroutings?from=2026-11-01&to=2026-12-31');
  const surveys = await supervisor.get('/surveys?limit=200&count=true');
  const precedents = (await supervisor.get('/precedents')).body.items.map((each: object) => ({
    ...each,
    reason: '',
    rule: null,
  }));
  const cases = await supervisor.get('/cases?limit=200&count=true');
  return {
    reroutings: reroutings.body,
    surveys: surveys.body,
    reviews: (await supervisor.get('/survey-reviews?limit=200&count=true')).body.total,
    reopenings: (await supervisor.get('/reopen-requests?limit=200&count=true')).body.total,
    precedents: precedents.map(({ suggestedRule: _, ...same }: { suggestedRule: object }) => same),
    cases: [cases.body.total, cases.body.items.map(countedOf)],
  };
}

/** Of a case, what is counted and what is measured. */
const countedOf = (of: Answer['body']): object => {
  const { caseNo, status, category, priority, leadAgency, firstReceivedAt, openedAt, closedAt, dueAt, overdue, outcome } = of;
  const { extensions, reroutes, petitionCount, trackingLevel, location, clock } = of;
  const { district, village } = location;
  return {
    ...{ caseNo, status, category, priority, leadAgency, firstReceivedAt, openedAt, closedAt, dueAt, overdue, outcome },
    ...{ extensions, reroutes, petitionCount, trackingLevel, district, village, clock },
  };
};
