package dev.tidegate.stacks.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.runbooks.rig.kubernetes.KubernetesStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A real API server with autoscaler, scheduler and make-believe nodes, to which a manifest is applied as an admin does. */
final class RunningCluster {
    private static final String CUSTOM = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";

    /** By kind: the API, the plural, and whether it stands in a namespace. */
    private static final Map<String, Kind> KINDS =
            Map.ofEntries(
                    Map.entry("Namespace", new Kind("/api/v1", "namespaces", false)),
                    Map.entry("ConfigMap", new Kind("/api/v1", "configmaps", true)),
                    Map.entry("Service", new Kind("/api/v1", "services", true)),
                    Map.entry("ServiceAccount", new Kind("/api/v1", "serviceaccounts", true)),
                    Map.entry(
                            "Role", new Kind("/apis/rbac.authorization.k8s.io/v1", "roles", true)),
                    Map.entry(
                            "RoleBinding",
                            new Kind("/apis/rbac.authorization.k8s.io/v1", "rolebindings", true)),
                    Map.entry("Deployment", new Kind("/apis/apps/v1", "deployments", true)),
                    Map.entry(
                            "PodDisruptionBudget",
                            new Kind("/apis/policy/v1", "poddisruptionbudgets", true)),
                    Map.entry(
                            "HorizontalPodAutoscaler",
                            new Kind("/apis/autoscaling/v2", "horizontalpodautoscalers", true)),
                    Map.entry("NodePool", new Kind("/apis/karpenter.sh/v1", "nodepools", false)),
                    Map.entry(
                            "NodeClass",
                            new Kind("/apis/eks.amazonaws.com/v1", "nodeclasses", false)),
                    Map.entry(
                            "TargetGroupBinding",
                            new Kind("/apis/eks.amazonaws.com/v1", "targetgroupbindings", true)));

    private final KubernetesStack stack = KubernetesStack.shared();

    private record Kind(String api, String plural, boolean namespaced) {}

    RunningCluster() {
        // Kinds of the service itself, of which no definition is to be had: any fields will do.
        define("karpenter.sh", "NodePool", "nodepools", "Cluster");
        define("eks.amazonaws.com", "NodeClass", "nodeclasses", "Cluster");
        define("eks.amazonaws.com", "TargetGroupBinding", "targetgroupbindings", "Namespaced");
    }

    KubernetesStack stack() {
        return stack;
    }

    /** Server-side apply of all of it, in order, under the name that the manifest itself asks for. */
    void apply(String manifest) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        try (MappingIterator<JsonNode> all = yaml.readerFor(JsonNode.class).readValues(manifest)) {
            while (all.hasNext()) {
                JsonNode object = all.next();
                Kind kind =
                        Optional.ofNullable(KINDS.get(object.path("kind").asText()))
                                .orElseThrow(() -> new AssertionError("no place for " + object));
                String namespace = object.at("/metadata/namespace").asText();
                stack.apply(
                        kind.api()
                                + (kind.namespaced() ? "/namespaces/" + namespace : "")
                                + "/"
                                + kind.plural()
                                + "/"
                                + object.at("/metadata/name").asText(),
                        "ground",
                        yaml.writeValueAsString(object));
            }
        }
    }

    /** The daemon's own, as it is rendered, with a program that shows the token of a file in place of AWS's command line. */
    Path kubeconfig(Path folder) throws IOException {
        Path program = folder.resolve("aws");
        Files.writeString(
                program,
                """
                #!/bin/sh
                [ "$1 $2" = "eks get-token" ] || exit 9
                echo "$*" >>'%1$s/asked'
                [ -e '%1$s/token' ] || { echo 'Unable to locate credentials' >&2; exit 255; }
                printf '{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1beta1", "spec": {}, "status": {"token": "%%s"}}' "$(cat '%1$s/token')"
                """
                        .formatted(folder));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + program);
        }
        String authority =
                Base64.getEncoder().encodeToString(Files.readAllBytes(stack.certificate()));
        return Files.writeString(
                folder.resolve("kubeconfig.yaml"),
                Kubeconfig.of("tidegate-dev-use1-cluster", "us-east-1", stack.url(), authority)
                        .replace("command: aws", "command: " + program));
    }

    private void define(String group, String kind, String plural, String scope) {
        stack.apply(
                CUSTOM + plural + "." + group,
                "kubectl",
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: %2$s.%1$s
                  annotations: {api-approved.kubernetes.io: unapproved}
                spec:
                  group: %1$s
                  scope: %4$s
                  names: {kind: %3$s, plural: %2$s, singular: %5$s}
                  versions:
                    - name: v1
                      served: true
                      storage: true
                      schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """
                        .formatted(
                                group,
                                plural,
                                kind,
                                scope,
                                kind.toLowerCase(java.util.Locale.ROOT)));
    }
}
