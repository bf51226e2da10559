import { Certificate, Issuer } from '@kubernetes-models/cert-manager/cert-manager.io/v1';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Namespace, Service, ServiceAccount } from 'kubernetes-models/v1';
import { unreadFields } from './field-recorder.ts';
import { type Manifest } from './manifests.ts';

const models = [
  Certificate,
  ConfigMap,
  Deployment,
  Ingress,
  Issuer,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  Service,
  ServiceAccount,
];

/**
 * Checks an object against the published schema of its kind.
 *
 * @returns the fields that the schema does not know
 * @throws ValidationError if a field has the wrong type or is missing; Error for a kind that is not listed above
 */
export function checkAgainstSchema({ file, ...object }: Manifest): string[] {
  const model = models.find(
    ({ apiVersion, kind }) => apiVersion === object.apiVersion && kind === object.kind,
  );
  if (!model) throw new Error(`${file}: no schema for ${object.apiVersion} ${object.kind}`);
  return unreadFields(object, (recorded) => {
    model.prototype.validate.call(recorded as InstanceType<typeof model>);
  });
}
