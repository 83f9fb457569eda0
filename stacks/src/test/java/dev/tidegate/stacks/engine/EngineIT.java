package dev.tidegate.stacks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.stacks.wire.Runs;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ground's life from its first update to its end, by the engine that people run. */
@Needs(value = Component.PULUMI, installed = true)
class EngineIT {
    @TempDir private Path folder;

    private Tool tool;

    @BeforeEach
    void install() throws IOException {
        tool = new Tool(folder);
    }

    /** What is drawn anew in each run, as the origin's key is, is kept as it was first drawn. */
    @Test
    void anUpdateMakesAllThatWasForeseenAndTheNextOneNothing() throws IOException {
        tool.init("dev");
        int all = Runs.up("dev").urns().size();

        assertDone(tool.on("dev", "preview"), "+ " + all + " to create");
        assertDone(tool.on("dev", "up", "--yes", "--skip-preview"), "+ " + all + " created");
        assertDone(tool.on("dev", "preview", "--expect-no-changes"), all + " unchanged");

        tool.settings("dev", ground -> ground.withObject("/gateway").put("origin_key", 2));
        Tool.Ended turned = tool.on("dev", "up", "--yes", "--skip-preview");
        assertDone(turned, "+ 1 created");
        assertThat(turned.said()).contains("use1-gateway-password-edge-2");
        assertThat(turned.said() + tool.on("dev", "stack", "export").said())
                .contains("use1-gateway-password-edge-2")
                .doesNotContain(ProviderStandIn.DRAWN);

        assertDone(
                tool.on("dev", "destroy", "--yes", "--skip-preview"),
                "- " + (all + 1) + " deleted");
    }

    /** Each region is a stack of its own, and what is global reads them. */
    @Test
    void productionIsMadeRegionByRegionAndDestroyedOnPurposeOnly() throws IOException {
        for (String stack : new String[] {"prod-us-east-1", "prod-eu-west-1", "prod"}) {
            tool.init(stack);
            assertDone(
                    tool.on(stack, "up", "--yes", "--skip-preview"),
                    "+ " + Runs.up(stack).urns().size() + " created");
        }

        String before = tool.on("prod-us-east-1", "stack", "export").said();

        Tool.Ended refused = tool.on("prod-us-east-1", "destroy", "--yes");

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.said()).contains("cannot be deleted", "protected");
        assertThat(tool.on("prod-us-east-1", "stack", "export").said()).isEqualTo(before);

        tool.settings("prod-us-east-1", ground -> ground.put("retire", "prod"));
        assertThat(tool.on("prod-us-east-1", "up", "--yes", "--skip-preview").exit()).isZero();
        assertDone(tool.on("prod-us-east-1", "destroy", "--yes"), "deleted");
    }

    /** Gateways wait for the list, so those that come would never serve, and nobody would say why. */
    @Test
    void aListOfKeysThatNobodyHasMadeIsMissedByThePreview() throws IOException {
        tool.init("dev");
        tool.settings(
                "dev",
                ground ->
                        ground.withObject("/gateway")
                                .putArray("keys")
                                .add(ProviderStandIn.MISSING));

        Tool.Ended preview = tool.on("dev", "preview");

        assertThat(preview.exit()).isNotZero();
        assertThat(preview.said())
                .contains("getSecret", ProviderStandIn.MISSING + "): couldn't find resource");
    }

    /** What stands in the other zones stays, and nothing that is protected would have to be made anew. */
    @Test
    void aZoneIsLeftForAnother() throws IOException {
        tool.init("prod-us-east-1");
        assertThat(tool.on("prod-us-east-1", "up", "--yes", "--skip-preview").exit()).isZero();

        tool.settings(
                "prod-us-east-1",
                ground ->
                        ((ObjectNode) ground.at("/regions/0"))
                                .putArray("zones")
                                .add("us-east-1a")
                                .add("us-east-1b")
                                .add("us-east-1d"));
        Tool.Ended left = tool.on("prod-us-east-1", "up", "--yes", "--skip-preview");

        assertDone(left, "replaced");
        assertThat(left.said().lines().filter(line -> line.contains("replaced")))
                .isNotEmpty()
                .allMatch(line -> line.contains("-balancer") || line.contains("+-"));
    }

    /** Its API takes no subnet of a zone that it was not made in, and would have to be made anew: with all that stands on it. */
    @Test
    void aClusterStaysWhereAZoneIsAdded() throws IOException {
        tool.init("dev");
        tool.settings("dev", EngineIT::onCluster);
        assertDone(tool.on("dev", "up", "--yes", "--skip-preview"), "use1-cluster-daemons");

        tool.settings(
                "dev",
                ground -> {
                    onCluster(ground);
                    ((ObjectNode) ground.at("/regions/0")).withArray("zones").add("us-east-1c");
                });
        Tool.Ended added = tool.on("dev", "preview");

        assertDone(added, "to create");
        assertThat(added.said()).doesNotContain("eks:Cluster");
    }

    private static void onCluster(ObjectNode ground) {
        ground.putObject("kubernetes")
                .put("version", "1.35")
                .putArray("admins")
                .add("arn:aws:iam::123456789012:role/operators");
        ((ObjectNode) ground.at("/fleets/0")).put("platform", "kubernetes").remove("warm");
    }

    private static void assertDone(Tool.Ended ended, String what) {
        assertThat(ended.exit()).as(ended.said()).isZero();
        assertThat(ended.said()).contains(what);
    }
}
