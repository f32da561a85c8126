export function findRedis(): string | undefined;
export function startRedis(program: string): Promise<string>;
export function freePort(): Promise<number>;
