import { type DynamicModule } from '@nestjs/common';
import { EntraApiModule } from '@nest-entra/auth/protect';
import { TestIssuer } from '@nest-entra/auth/testing';
import { orderRoles, orderScopes } from '../src/orders/order-roles.js';

/** A bearer token. */
export type TestCaller = string;

const everyRole = Object.values(orderRoles);
const everyScope = Object.values(orderScopes);

/** Callers with real tokens of a real issuer, and the module that judges them. */
export class TestCallers {
  readonly storefront: TestCaller;
  readonly otherApplication: TestCaller;
  readonly clerk: TestCaller;
  readonly otherUser: TestCaller;

  private constructor(readonly issuer: TestIssuer) {
    this.storefront = issuer.app({ roles: everyRole, clientId: '22223333-cccc-4444-dddd-5555eeee6666' });
    this.otherApplication = issuer.app({
      roles: everyRole,
      clientId: '33334444-dddd-5555-eeee-6666ffff7777',
    });
    this.clerk = issuer.user({ scopes: everyScope, objectId: 'cccccccc-0000-1111-2222-dddddddddddd' });
    this.otherUser = issuer.user({ scopes: everyScope, objectId: 'dddddddd-0000-1111-2222-eeeeeeeeeeee' });
  }

  static async start(): Promise<TestCallers> {
    return new TestCallers(await TestIssuer.start({ clientId: '11112222-bbbb-3333-cccc-4444dddd5555' }));
  }

  get module(): DynamicModule {
    return EntraApiModule.forRoot({ ...this.issuer.entraApiOptions, roles: orderRoles });
  }

  stop(): Promise<void> {
    return this.issuer.stop();
  }
}
