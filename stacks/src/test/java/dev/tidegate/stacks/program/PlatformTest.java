package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.stacks.render.ClusterManifest;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Ground;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A region whose only fleet stands on a cluster: who gets in, what its pods may do, and how they are found. */
class PlatformTest {
    private static final String ADMIN = "arn:aws:iam::123456789012:role/operators";
    private static final InProcess.Ended REGION = region(any -> {});

    @Test
    void adminsAndDaemonsGetInAndNobodyElse() {
        assertThat(REGION.all("aws:eks/accessEntry:AccessEntry"))
                .extracting(
                        entry -> entry.at("principalArn").texts().toList(),
                        entry -> entry.at("kubernetesGroups").texts().toList())
                .containsExactlyInAnyOrder(
                        tuple(List.of(ADMIN), List.of()),
                        tuple(
                                List.of("arn:aws:iam:xx-test-1:123456789012:use1-control-act-role"),
                                List.of(ClusterManifest.DAEMONS)));
        // What AWS itself lets somebody do there, the admins alone.
        assertThat(REGION.all("aws:eks/accessPolicyAssociation:AccessPolicyAssociation"))
                .singleElement()
                .satisfies(
                        policy ->
                                assertThat(policy.at("principalArn"))
                                        .isEqualTo(new Property.Text(ADMIN)));
        assertThat(
                        REGION.of("use1-cluster")
                                .at("accessConfig.bootstrapClusterCreatorAdminPermissions"))
                .isEqualTo(new Property.Flag(false));
    }

    /** A floor of pods is the cluster's to let be set: AWS lets the daemon touch no group that is not there. */
    @Test
    void withoutAFleetOfInstancesTheDaemonActsByTheClustersLeaveAlone() {
        assertThat(REGION.all("aws:autoscaling/group:Group"))
                .extracting(group -> group.at("name").texts().toList())
                .containsExactlyInAnyOrder(
                        List.of("tidegate-dev-use1-control"), List.of("tidegate-dev-use1-gateway"));
        assertThat(REGION.asked())
                .extracting(ResourceRegistration::name)
                .doesNotContain("use1-control-act-policy");
    }

    @Test
    void podsReadTheirWeightsAndNothingElse() {
        PolicyText policy = PolicyText.of(REGION.of("use1-chat-policy"));
        assertThat(policy.actions()).containsExactly("s3:ListBucket", "s3:GetObject");
        assertThat(
                        policy.lets(
                                "s3:GetObject",
                                "arn:aws:s3:::dev-models-example/chat/8b/x",
                                Map.of()))
                .isTrue();
        assertThat(policy.lets("s3:GetObject", "arn:aws:s3:::dev-models-example/other/x", Map.of()))
                .isFalse();
        assertThat(REGION.of("use1-chat-role").at("assumeRolePolicy").texts())
                .singleElement()
                .asString()
                .contains("pods.eks.amazonaws.com", "sts:TagSession");
        assertThat(REGION.of("use1-chat-identity").at("serviceAccount"))
                .isEqualTo(new Property.Text("chat"));
    }

    /** Gateways and collectors learn where pods are, and neither may ask the cluster. */
    @Test
    void whoLooksForPodsMaySeeTargetsAndNothingMore() {
        for (String policy : List.of("use1-gateway-policy", "use1-control-collect-policy")) {
            assertThat(PolicyText.of(REGION.of(policy)).actions())
                    .as(policy)
                    .contains("elasticloadbalancing:DescribeTargetHealth")
                    .noneMatch(action -> action.startsWith("eks:"));
        }
        assertThat(
                        PolicyText.of(
                                        Standing.gateway(Standing.ground(any -> {}))
                                                .of("use1-gateway-policy"))
                                .actions())
                .noneMatch(action -> action.startsWith("elasticloadbalancing:"));
    }

    /** The service may tell pods to what bears its cluster's name, and to nothing else. */
    @Test
    void podsAreToldToATargetGroupThatBearsTheClustersName() {
        Property targets = REGION.of("use1-chat-targets");
        assertThat(targets.at("targetType")).isEqualTo(new Property.Text("ip"));
        assertThat(((Property.Fields) targets.at("tags")).values().get("eks:eks-cluster-name"))
                .isEqualTo(REGION.of("use1-cluster").at("name"));
    }

    /** They ask at the pods' own addresses, which stand behind no wall but this. */
    @Test
    void gatewaysAndCollectorsReachPodsAndDaemonsTheApi() {
        for (String client : List.of("control", "gateway-queues")) {
            assertThat(
                            REGION.of("use1-nodes-from-" + client + "-8000")
                                    .at("referencedSecurityGroupId"))
                    .isEqualTo(new Property.Text("use1-" + client + "-wall-id"));
        }
        assertThat(REGION.of("use1-cluster-from-control-443").at("referencedSecurityGroupId"))
                .isEqualTo(new Property.Text("use1-control-wall-id"));
    }

    @Test
    void theWorldReachesTheApiFromNamedBlocksOnly() {
        InProcess.Ended open =
                region(
                        dev ->
                                dev.withObject("/kubernetes")
                                        .putArray("public_from")
                                        .add("198.51.100.0/24"));

        assertThat(REGION.of("use1-cluster").at("vpcConfig.endpointPublicAccess"))
                .isEqualTo(new Property.Flag(false));
        assertThat(open.of("use1-cluster").at("vpcConfig.endpointPublicAccess"))
                .isEqualTo(new Property.Flag(true));
        assertThat(open.of("use1-cluster").at("vpcConfig.publicAccessCidrs").texts())
                .containsExactly("198.51.100.0/24");
    }

    private static InProcess.Ended region(Consumer<ObjectNode> change) {
        Ground ground =
                Standing.ground(
                        dev -> {
                            dev.putObject("kubernetes")
                                    .put("version", "1.35")
                                    .putArray("admins")
                                    .add(ADMIN);
                            ((ObjectNode) dev.at("/fleets/0"))
                                    .put("platform", "kubernetes")
                                    .remove("warm");
                            change.accept(dev);
                        });
        InProcess.Ended ended = InProcess.provision(ground);
        ended.result().throwOnError();
        return ended;
    }
}
