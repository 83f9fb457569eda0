package dev.tidegate.stacks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes before what in a first update, and after what it leaves: the engine makes at once whatever nothing holds back. */
class OrderTest {
    /** What runs its user data once, and found no way to its packages, is never well: nobody replaces a cache's nodes. */
    @Test
    void whatStartsFindsAWayOut() {
        assertThat(before("use1-cache-node-0")).contains("use1-private-a-out");
        assertThat(before("use1-cache-node-1")).contains("use1-private-b-out");
        assertThat(before("use1-gateway-group")).contains("use1-private-a-out");
        assertThat(before("use1-chat-group")).contains("use1-private-a-out");
    }

    /** AWS refuses both in a network without a door to the world, and the door cannot leave before them. */
    @Test
    void whatFacesTheWorldComesAfterItsDoor() {
        assertThat(before("use1-nat-a")).contains("use1-public-world");
        assertThat(before("use1-gateway-balancer")).contains("use1-public-world");
    }

    /** At their start for documents and weights, at their end for the hook that waits for them. */
    @Test
    void instancesHaveTheirLeaveFromTheFirstToTheLast() {
        for (String room : List.of("chat", "gateway", "control")) {
            assertThat(before("use1-" + room + "-template")).contains("use1-" + room + "-policy");
        }
    }

    /** A quorum is two of three, and what a node holds is in the others: another script or template would stop or replace all of them at once. */
    @Test
    void anUpdateLeavesTheCachesNodesAloneAndANewOneComesAfterTheOneWhoseAddressItHas() {
        for (String node : List.of("0", "1", "2")) {
            var request = Runs.up("dev").named("use1-cache-node-" + node).request();

            assertThat(request.getIgnoreChangesList())
                    .containsExactlyInAnyOrder("launchTemplate", "userData");
            assertThat(request.getDeleteBeforeReplace()).isTrue();
        }
    }

    @Test
    void aHealthCheckOfAnAlarmComesAfterTheAlarm() {
        assertThat(before("use1-dns-use1-accepts")).contains("use1-watch-saturated");
    }

    /** A balancer writes to the place of its logs at once, and is refused where it may not yet. */
    @Test
    void whoAskedAProductionsBalancerIsWrittenDown() {
        Recorded production = Runs.up("prod-us-east-1");
        var balancer = production.named("use1-gateway-balancer");

        assertThat(Values.property(balancer.properties()).at("accessLogs.enabled").mayBeTrue())
                .isTrue();
        assertThat(before(production, "use1-gateway-balancer"))
                .contains("use1-gateway-access-policy");
    }

    /** All regions' certificates are renewed by the same one. */
    @Test
    void theProofOfACertificateStaysWhenOneOfItsRegionsLeaves() {
        assertThat(Runs.up("staging").named("euw1-origin-proof").request().getRetainOnDelete())
                .isTrue();
    }

    private static List<String> before(String name) {
        return before(Runs.up("dev"), name);
    }

    private static List<String> before(Recorded run, String name) {
        return run.named(name).request().getDependenciesList().stream()
                .map(urn -> urn.substring(urn.lastIndexOf("::") + 2))
                .toList();
    }
}
