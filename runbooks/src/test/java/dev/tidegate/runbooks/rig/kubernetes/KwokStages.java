package dev.tidegate.runbooks.rig.kubernetes;

import java.nio.file.Path;

/** Lifecycle of simulated nodes and pods: the few stages that our tests need. */
final class KwokStages {
    private static final String STAGES =
            """
            apiVersion: kwok.x-k8s.io/v1alpha1
            kind: Stage
            metadata: {name: node-comes-up}
            spec:
              resourceRef: {apiGroup: v1, kind: Node}
              selector:
                matchExpressions:
                  - {key: '.status.phase', operator: NotIn, values: [Running]}
              next:
                statusTemplate: |
                  phase: Running
                  capacity: {cpu: 1k, memory: 1Ti, pods: 10k}
                  allocatable: {cpu: 1k, memory: 1Ti, pods: 10k}
                  addresses: [{type: InternalIP, address: {{ NodeIP | Quote }}}]
                  conditions:
                    - {type: Ready, status: "True", reason: KubeletReady, message: "", lastTransitionTime: {{ Now | Quote }}, lastHeartbeatTime: {{ Now | Quote }}}
            ---
            apiVersion: kwok.x-k8s.io/v1alpha1
            kind: Stage
            metadata: {name: pod-starts}
            spec:
              resourceRef: {apiGroup: v1, kind: Pod}
              selector:
                matchExpressions:
                  - {key: '.metadata.deletionTimestamp', operator: DoesNotExist}
                  - {key: '.status.phase', operator: In, values: [Pending]}
              delay:
                durationMilliseconds: 0
                durationFrom:
                  expressionFrom: '.metadata.annotations["%s"]'
              next:
                statusTemplate: |
                  phase: Running
                  startTime: {{ Now | Quote }}
                  conditions:
                    - {type: Initialized, status: "True", lastTransitionTime: {{ Now | Quote }}}
                    - {type: ContainersReady, status: "True", lastTransitionTime: {{ Now | Quote }}}
                    - {type: Ready, status: "True", lastTransitionTime: {{ Now | Quote }}}
                  containerStatuses:
                  {{ range .spec.containers }}
                    - {name: {{ .name | Quote }}, image: {{ .image | Quote }}, ready: true, restartCount: 0, state: {running: {startedAt: {{ Now | Quote }}}}}
                  {{ end }}
            ---
            apiVersion: kwok.x-k8s.io/v1alpha1
            kind: Stage
            metadata: {name: pod-goes}
            spec:
              resourceRef: {apiGroup: v1, kind: Pod}
              selector:
                matchExpressions:
                  - {key: '.metadata.deletionTimestamp', operator: Exists}
              next: {finalizers: {empty: true}, delete: true}
            """
                    .formatted(KubernetesStack.START_AFTER);

    private KwokStages() {}

    static Path writtenBeside(KubernetesApi api) {
        return api.fileBeside("stages.yaml", STAGES);
    }
}
