import { describe, expect, it } from '@jest/globals';
import { type IDeployment } from 'kubernetes-models/apps/v1';
import { type INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { type IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { type IConfigMap, type INamespace, type IService, type IServiceAccount } from 'kubernetes-models/v1';
import { manifestFiles, readKustomization, readManifests, type Manifest } from './manifests.ts';
import { checkAgainstSchema } from './models.ts';

interface Kinds {
  ConfigMap: IConfigMap;
  Deployment: IDeployment;
  Namespace: INamespace;
  NetworkPolicy: INetworkPolicy;
  PodDisruptionBudget: IPodDisruptionBudget;
  Service: IService;
  ServiceAccount: IServiceAccount;
}

const manifests = readManifests();

function ofKind<K extends keyof Kinds>(kind: K): (Manifest & Kinds[K])[] {
  return manifests.filter((manifest): manifest is Manifest & Kinds[K] => manifest.kind === kind);
}

function named<K extends keyof Kinds>(kind: K, name: string): Manifest & Kinds[K] {
  const found = ofKind(kind).find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
}

describe('the Kubernetes manifests', () => {
  it.each(manifests.map((manifest) => [manifest.kind, manifest.metadata.name, manifest] as const))(
    '%s %s satisfies the schema of its kind, and has no field that the schema does not know',
    (_kind, _name, manifest) => {
      expect(checkAgainstSchema(manifest)).toEqual([]);
    },
  );

  it('would notice a misspelt field and a wrong type', () => {
    const deployment = structuredClone(named('Deployment', 'inventory'));
    const container = deployment.spec?.template.spec?.containers[0];
    Object.assign(container ?? {}, { livenesProbe: {} });
    expect(checkAgainstSchema(deployment)).toEqual(['/spec/template/spec/containers/0/livenesProbe']);
    Object.assign(deployment.spec ?? {}, { replicas: 'two' });
    expect(() => checkAgainstSchema(deployment)).toThrow('/spec/replicas must be integer');
  });

  it('are all applied, all into one namespace', () => {
    expect([...readKustomization().resources].sort()).toEqual(manifestFiles().sort());
    const [namespace] = ofKind('Namespace');
    for (const { kind, metadata } of manifests) {
      if (kind !== 'Namespace') expect(metadata.namespace).toBe(namespace?.metadata.name);
    }
  });

  it('hold no secret', () => {
    expect(manifests.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    const keys = ofKind('ConfigMap').flatMap(({ data = {} }) => Object.keys(data));
    expect(keys.filter((key) => /SECRET$|PASSWORD|DATABASE_URL|TOKEN$/.test(key))).toEqual([]);
  });
});

describe.each(ofKind('Deployment').map((deployment) => [deployment.metadata.name, deployment] as const))(
  'the Deployment %s',
  (name, deployment) => {
    const pod = deployment.spec?.template.spec;
    const containers = [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];

    it('runs two replicas and never fewer than one during a rollout or a drain of its node', () => {
      expect(deployment.spec?.replicas).toBe(2);
      expect(deployment.spec?.strategy?.rollingUpdate).toMatchObject({ maxUnavailable: 0 });
      expect(named('PodDisruptionBudget', name).spec).toMatchObject({
        minAvailable: 1,
        selector: deployment.spec?.selector,
      });
    });

    it('satisfies the "restricted" pod security standard that its namespace enforces', () => {
      expect(pod?.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      for (const { securityContext } of containers) {
        expect(securityContext).toMatchObject({
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
        });
      }
    });

    it('cannot write to its image, and holds no token of the cluster', () => {
      for (const { securityContext } of containers)
        expect(securityContext?.readOnlyRootFilesystem).toBe(true);
      expect(pod?.automountServiceAccountToken).toBe(false);
      expect(pod?.serviceAccountName).toBe(name);
    });

    it('limits memory and states what it needs', () => {
      for (const { resources } of containers) {
        expect(resources?.limits).toEqual({ memory: expect.stringMatching(/^\d+Mi$/) });
        expect(Object.keys(resources?.requests ?? {}).sort()).toEqual(['cpu', 'memory']);
      }
    });

    it('migrates before it serves, with the version that will serve', () => {
      const [migration] = pod?.initContainers ?? [];
      expect(migration?.image).toBe(pod?.containers[0]?.image);
      expect(migration?.command?.at(-1)).toBe('dist/migrate.js');
    });

    it('has the three probes, on the port and with the protocol that it serves', () => {
      const [container] = pod?.containers ?? [];
      const [port] = container?.ports ?? [];
      const settings = named('ConfigMap', name).data ?? {};
      expect(String(port?.containerPort)).toBe(settings['PORT']);
      const scheme = settings['TLS_CERT_FILE'] ? { scheme: 'HTTPS' } : {};
      for (const [probe, path] of Object.entries({
        startupProbe: 'startup',
        readinessProbe: 'ready',
        livenessProbe: 'live',
      })) {
        expect(container?.[probe as 'startupProbe']?.httpGet).toEqual({
          path: `/health/${path}`,
          port: port?.name,
          ...scheme,
        });
      }
    });

    it('has time to drain and to finish before it is killed', () => {
      const drain = Number(named('ConfigMap', name).data?.['SHUTDOWN_DRAIN_SECONDS']);
      expect(drain).toBeGreaterThan(0);
      // 30 s: the longest that a request may take
      expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(drain + 30);
    });

    it('is what its Service selects, and its image is one that kustomize replaces', () => {
      expect(named('Service', name).spec?.selector).toEqual(deployment.spec?.selector.matchLabels);
      expect(deployment.spec?.template.metadata?.labels).toMatchObject(
        deployment.spec?.selector.matchLabels ?? {},
      );
      expect(readKustomization().images.map((image) => image.name)).toContain(pod?.containers[0]?.image);
    });
  },
);

describe('the network policies', () => {
  const policy = (name: string) => named('NetworkPolicy', name).spec;
  const pods = (name: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } });

  it('allow nothing by default', () => {
    expect(policy('nothing-by-default')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  it('let Fulfillment alone reach Inventory', () => {
    const towards = ofKind('NetworkPolicy').filter(
      ({ spec }) => spec?.ingress !== undefined && JSON.stringify(spec.podSelector).includes('inventory'),
    );
    expect(towards.map(({ spec }) => spec?.ingress)).toEqual([
      [{ from: [pods('fulfillment')], ports: [{ protocol: 'TCP', port: 3001 }] }],
    ]);
  });

  it('keep every pod away from the metadata service of its machine', () => {
    const blocks = ofKind('NetworkPolicy')
      .flatMap(({ spec }) => spec?.egress ?? [])
      .flatMap(({ to = [] }) => to)
      .flatMap(({ ipBlock }) => ipBlock ?? []);
    for (const { cidr, except = [] } of blocks) {
      if (cidr === '0.0.0.0/0') expect(except).toContain('169.254.0.0/16');
    }
  });
});

describe('workload identity', () => {
  it('is set up where the webhook looks for it: an annotation of the account, a label of the pod', () => {
    const settings = named('ConfigMap', 'fulfillment').data;
    expect(settings?.['ENTRA_CREDENTIAL']).toBe('workload-identity');
    expect(named('ServiceAccount', 'fulfillment').metadata.annotations).toMatchObject({
      'azure.workload.identity/client-id': settings?.['ENTRA_CLIENT_ID'],
    });
    const labels = named('Deployment', 'fulfillment').spec?.template.metadata?.labels;
    expect(labels).toMatchObject({ 'azure.workload.identity/use': 'true' });
  });

  it('admits one caller to Inventory: the application that Fulfillment is', () => {
    const fulfillment = named('ConfigMap', 'fulfillment').data;
    const inventory = named('ConfigMap', 'inventory').data;
    expect(inventory?.['ENTRA_ALLOWED_CALLERS']).toBe(fulfillment?.['ENTRA_CLIENT_ID']);
    expect(fulfillment?.['INVENTORY_SCOPE']).toBe(`api://${String(inventory?.['ENTRA_CLIENT_ID'])}/.default`);
  });
});
