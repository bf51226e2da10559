import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { MockClock } from '../../clock.js';
import { Directory } from '../../directory/directory.js';
import { FormParameters } from '../../http/form-parameters.js';
import { sendPage } from '../../http/page.js';
import { RequestLog } from '../../request-log.js';
import { EntraError, errorBody, isEntraError } from '../entra-error.js';
import { accountField, accountPickerPage } from '../pages/account-picker.page.js';
import { messagePage } from '../pages/message.page.js';
import { requestIds } from '../request-ids.js';
import { answer, errorParameters } from './authorize-answer.js';
import { type AnswerTarget, AuthorizeRequests } from './authorize-request.js';
import { type Session, Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';

/** The authorization endpoint. The picker posts the same request again, with the chosen account added. */
@Controller(':tenant/oauth2/v2.0/authorize')
export class AuthorizeController {
  constructor(
    private readonly directory: Directory,
    private readonly authorizeRequests: AuthorizeRequests,
    private readonly signIn: SignIn,
    private readonly sessions: Sessions,
    private readonly requests: RequestLog,
    private readonly clock: MockClock,
  ) {}

  @Get()
  byQuery(@Param('tenant') tenant: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const query = request.url.split('?').slice(1).join('?');
    this.#authorize(tenant, new FormParameters(query), request, reply);
  }

  @Post()
  byForm(
    @Param('tenant') tenant: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() body: unknown,
  ): void {
    const form = body instanceof FormParameters ? body : new FormParameters('');
    this.#authorize(tenant, form, request, reply);
  }

  #authorize(tenant: string, parameters: FormParameters, request: FastifyRequest, reply: FastifyReply): void {
    const target = this.#targetOrPage(tenant, parameters, request, reply);
    if (!target) return;
    this.requests.note(request.raw, { caller: target.client.key });
    try {
      const authorizeRequest = this.authorizeRequests.request(target, parameters);
      const session = this.#session(parameters, request, reply, authorizeRequest.silent);
      if (session) {
        answer(reply, target, this.signIn.complete(target, authorizeRequest, session));
        return;
      }
      const users = this.directory.table.users;
      const picker = { clientName: target.client.displayName, users, parameters: parameters.entries() };
      sendPage(reply, 200, accountPickerPage(picker));
    } catch (error) {
      if (!isEntraError(error)) throw error;
      this.requests.note(request.raw, { reason: error.message });
      answer(reply, target, errorParameters(errorBody(error, requestIds(request), this.clock.now())));
    }
  }

  #targetOrPage(
    tenant: string,
    parameters: FormParameters,
    request: FastifyRequest,
    reply: FastifyReply,
  ): AnswerTarget | undefined {
    try {
      return this.authorizeRequests.target(tenant, parameters);
    } catch (error) {
      if (!isEntraError(error)) throw error;
      this.requests.note(request.raw, { reason: error.message });
      const page = messagePage("Sorry, but we're having trouble signing you in.", error.message);
      sendPage(reply, error.status, page);
      return undefined;
    }
  }

  /** Just signed in, or signed in before when the client asks for silence; otherwise somebody has to pick an account. */
  #session(
    parameters: FormParameters,
    request: FastifyRequest,
    reply: FastifyReply,
    silent: boolean,
  ): Session | undefined {
    const account = parameters.get(accountField);
    if (account !== undefined && request.method === 'POST') {
      const session = this.sessions.start(this.signIn.user(account).objectId);
      void reply.header('set-cookie', this.sessions.cookie(session));
      return session;
    }
    if (!silent) return undefined;
    const session = this.sessions.find(request.headers.cookie);
    if (!session) throw new EntraError(50058, {});
    return session;
  }
}
