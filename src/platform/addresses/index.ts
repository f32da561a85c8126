export { AddressList, isPublicAddress } from './address-list.ts';
