import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { type z } from 'zod';
import { Directory } from '../directory/directory.js';
import { ControlRoutes } from './control-routes.decorator.js';
import { roleAssignment } from './control.schema.js';
import { found } from './found.js';

type RoleAssignment = z.output<typeof roleAssignment>;

@ControlRoutes('roles')
export class RolesController {
  constructor(private readonly directory: Directory) {}

  @Post('grant')
  @HttpCode(200)
  @ApiOperation({ summary: 'Assign an app role; tokens issued from now on carry it' })
  grant(@Body({ schema: roleAssignment }) body: RoleAssignment) {
    this.#check(body);
    this.directory.grantRole(body.principal, body.resource, body.role);
    return { roleAssignments: this.directory.roleAssignments };
  }

  @Post('revoke')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take an app role away; tokens already issued keep it until they expire' })
  revoke(@Body({ schema: roleAssignment }) body: RoleAssignment) {
    this.#check(body);
    this.directory.revokeRole(body.principal, body.resource, body.role);
    return { roleAssignments: this.directory.roleAssignments };
  }

  #check({ principal, resource, role }: RoleAssignment): void {
    found(this.directory.principal(principal), `Nobody has the key "${principal}"`);
    const api = found(this.directory.application(resource), `No application has the key "${resource}"`);
    found(
      api.appRoles.find(({ value }) => value === role),
      `"${resource}" has no app role "${role}"`,
    );
  }
}
