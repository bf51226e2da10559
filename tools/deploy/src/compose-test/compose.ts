import { repository } from '../repository.ts';
import { docker, run } from './run.ts';

const buildTimeoutMs = 20 * 60_000;
const commandTimeoutMs = 3 * 60_000;

/** What the tests want to know of a container, out of `docker inspect`. */
export interface ContainerState {
  readonly Status: string;
  /** As the host counts. */
  readonly Pid: number;
  readonly ExitCode: number;
  readonly StartedAt: string;
  readonly Health?: { readonly Status: string };
}

/** One installation of docker-compose.yml. Name, ports and directory are the environment's. */
export class Compose {
  readonly #command: readonly string[];
  readonly #environment: Readonly<Record<string, string>>;

  private constructor(command: readonly string[], environment: Readonly<Record<string, string>>) {
    this.#command = command;
    this.#environment = environment;
  }

  /** Compose 2, a plugin of docker, if it is there; else Compose 1. */
  static async find(environment: Readonly<Record<string, string>>): Promise<Compose> {
    const hasPlugin = await docker('compose', 'version').then(
      () => true,
      () => false,
    );
    // docker-compose.yml asks for PWD, which is not this process's directory for every way of starting it
    return new Compose(hasPlugin ? ['docker', 'compose'] : ['docker-compose'], {
      ...environment,
      PWD: repository,
    });
  }

  version(): Promise<string> {
    return this.#run(['version', '--short']);
  }

  async build(): Promise<void> {
    await this.#run(['build'], buildTimeoutMs);
  }

  async up(): Promise<void> {
    await this.#run(['up', '--detach']);
  }

  async restart(service: string): Promise<void> {
    await this.#run(['restart', service]);
  }

  async stop(): Promise<void> {
    await this.#run(['stop']);
  }

  /** Containers, networks, volumes, and the images that were built for this installation. */
  async remove(): Promise<void> {
    await this.#run(['down', '--volumes', '--remove-orphans', '--rmi', 'local']);
  }

  logs(): Promise<string> {
    return this.#run(['logs', '--no-color', '--tail=40']);
  }

  async idOf(service: string): Promise<string> {
    const id = await this.#run(['ps', '--all', '--quiet', service]);
    if (id.trim() === '') throw new Error(`there is no container of ${service}`);
    return id.trim();
  }

  async stateOf(service: string): Promise<ContainerState> {
    const state = await docker('inspect', '--format', '{{json .State}}', await this.idOf(service));
    return JSON.parse(state) as ContainerState;
  }

  async imageOf(service: string): Promise<string> {
    return docker('inspect', '--format', '{{.Image}}', await this.idOf(service));
  }

  #run(args: readonly string[], timeoutMs = commandTimeoutMs): Promise<string> {
    const [program = '', ...first] = this.#command;
    return run(program, [...first, ...args], { environment: this.#environment, timeoutMs });
  }
}
