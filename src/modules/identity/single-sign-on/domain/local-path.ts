/** A path of a site, with what may follow it: one slash at the beginning, and nothing that a browser reads as another site. */
export const LOCAL_PATH = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,499}$/;

/** Where a browser is led after signing in: an address of this site. What is no path of it leads to its first page. */
export function addressWithin(publicUrl: string, path: string): string {
  const site = new URL(publicUrl);
  const address = LOCAL_PATH.test(path) ? new URL(path, site) : site;
  return address.origin === site.origin ? address.href : site.href;
}
