import { MATRIX } from './access-matrix.ts';
import type { Answer, Client } from './test-app.ts';

/** A number that is right and nobody's. */
export const NOBODYS = 'C26-000000-0';

/** Of no case: whoever reaches one is told so, and it stays as it is. */
const ANOTHER_VERSION = { 'if-match': '"999"' };

/** Asks a route as if it were meant, about a case where it is about one, which stays as it is. */
export function call(client: Client, route: string, about: string): Promise<Answer> {
  const [method, path] = route.split(' ') as [string, string];
  const address = path.replace(':caseNo', about).replace(/:\w+/, 'x');
  const body = MATRIX[route]!.body ?? { unknown: 1 };
  switch (method) {
    case 'GET':
      return client.get(address);
    case 'PUT':
      return client.put(address, body);
    case 'PATCH':
      return client.patch(address, body);
    case 'DELETE':
      return client.delete(address);
    default:
      return client.post(address, body, ANOTHER_VERSION);
  }
}

/** All of an answer that could tell one case from another: its status and its body, without the number of the request. */
export function told({ status, body }: Answer): string {
  const { requestId: _, ...rest } = body as { requestId?: string };
  return `${status} ${JSON.stringify(rest)}`;
}
