import { createHash } from 'node:crypto';

/** What the command line says. */
export interface ServiceOptions {
  readonly name: string;
  readonly port: number;
  readonly calls?: 'inventory';
  readonly database?: boolean;
  readonly skipInstall?: boolean;
}

/** The name of a service in every spelling that a file needs, and its ids in the mock directory. */
export interface ServiceNames {
  /** `parcel-desk` */
  readonly name: string;
  /** `parcelDesk` */
  readonly camel: string;
  /** `ParcelDesk` */
  readonly pascal: string;
  /** `Parcel Desk` */
  readonly title: string;
  /** `PARCEL_DESK` */
  readonly shell: string;
  /** `parcel_desk` */
  readonly snake: string;
  readonly clientId: string;
  readonly objectId: string;
  readonly identityClientId: string;
  readonly identityObjectId: string;
}

export function namesOf(name: string): ServiceNames {
  const words = name.split('-');
  const capitalised = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const pascal = capitalised.join('');
  return {
    name,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    title: capitalised.join(' '),
    shell: words.join('_').toUpperCase(),
    snake: words.join('_'),
    clientId: guidOf(`${name} client`),
    objectId: guidOf(`${name} object`),
    identityClientId: guidOf(`${name} identity client`),
    identityObjectId: guidOf(`${name} identity object`),
  };
}

/** Made from the name, so that generating twice gives the same files. Ids are no secrets. */
function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
