export { AgencyModule } from './agency.module.ts';
export { Agencies } from './agency.service.ts';
export { AGENCY_KINDS, LOCAL_OFFICE_KINDS, type Agency, type AgencyKind, type LocalOfficeKind } from './domain/agency.ts';
export { isActive, localOfficeKind, serves, servingOffice, successorOf } from './domain/agency.ts';
export { AGENCY_COLUMNS, parseAgencies } from './domain/agency-csv.ts';
